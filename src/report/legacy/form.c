/* form: whether a mail is a form that a machine filled in, as connectors of
   office systems do: that a mail failed, and below it why, behind a label, or
   whose it was and what it was about, a line each.  Who sent it is not asked:
   such machines have any name. */
#include "config.h"

#include <string.h>

#include "report/legacy/system.h"
#include "text/address.h"

/* So many lines are looked at for labels. */
#define LINES_MAX 100

gboolean
legacy_is_labelled_address (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *end = line->start + line->length;
  BounceAddressSpan span;
  g_autofree char *address = NULL;

  if (memchr (line->start, '@', line->length) == NULL
      || !bounce_address_find (line->start, end, &span)
      || memchr (line->start, ':', (gsize)(span.start - line->start)) == NULL
      || legacy_skip_closing (span.end, end) != end
      || !(legacy_is_labelled (line->start, span.start,
                               BOUNCE_LIST_ADDRESSEE_LABEL)
           || legacy_is_labelled (line->start, span.start,
                                  BOUNCE_LIST_RECIPIENT_LABEL)))
    return FALSE;
  address = g_strndup (span.start, (gsize)(span.end - span.start));
  return bounce_address_is_full (address) && !legacy_is_own (view, address);
}

gboolean
legacy_is_form (const LegacyView *view)
{
  gboolean address = FALSE;
  gboolean subject = FALSE;

  if (!legacy_begins_with_failure (view, TRUE))
    return FALSE;
  for (guint i = 0; i < view->n_body && i < LINES_MAX; i++)
    {
      if (legacy_line_begins (view, i, BOUNCE_LIST_REASON_LABEL)
          && legacy_behind_colon (legacy_line (view, i)) != NULL)
        return TRUE;
      address = address || legacy_is_labelled_address (view, i);
      subject
          = subject || legacy_line_begins (view, i, BOUNCE_LIST_QUOTED_SUBJECT);
    }
  return address && subject;
}
