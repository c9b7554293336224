/* form: whether a mail is a form that a machine filled in, as connectors of
   office systems do: that a mail failed, and below it why, behind a label, or
   whose it was and what it was about, a line each.  Who sent it is not asked:
   such machines have any name. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/label.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recognition/recognition.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "text/address.h"
#include "text/lists.h"

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

/* Whether line I of VIEW is a label and a server's refusal: "Reason: 550 no
   such user"; OF_SOMEBODY: with an address. */
static gboolean
is_labelled_reply (const LegacyView *view, guint i, gboolean of_somebody)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *value = legacy_behind_colon (line);
  g_autofree char *text = NULL;

  if (value == NULL
      || (of_somebody && memchr (line->start, '@', line->length) == NULL))
    return FALSE;
  text = g_strndup (value, (gsize)(line->start + line->length - value));
  return legacy_has_reply (text);
}

gboolean
legacy_is_form (const LegacyView *view, gboolean of_somebody)
{
  gboolean failure = legacy_begins_with_failure (view, TRUE);
  gboolean address = FALSE;
  gboolean subject = FALSE;

  for (guint i = 0; i < view->n_body && i < LINES_MAX; i++)
    {
      address = address || legacy_is_labelled_address (view, i);
      if (address && failure && is_labelled_reply (view, i, TRUE))
        return TRUE;
      if ((address || (failure && !of_somebody))
          && legacy_line_begins (view, i, BOUNCE_LIST_REASON_LABEL)
          && (failure ? legacy_behind_colon (legacy_line (view, i)) != NULL
                      : is_labelled_reply (view, i, FALSE)))
        return TRUE;
      subject
          = subject || legacy_line_begins (view, i, BOUNCE_LIST_QUOTED_SUBJECT);
    }
  return failure && address && subject;
}
