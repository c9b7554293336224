/* form: whether a mail is a form that a machine filled in, as connectors of
   office systems do: that a mail failed, and below it why, behind a label, or
   whose it was and what it was about, a line each.  Who sent it is not asked:
   such machines have any name. */
#include "config.h"

#include <string.h>

#include "model/status.h"
#include "report/legacy/recipients/label.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recognition/form.h"
#include "report/legacy/recognition/opening.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* So many lines are looked at for labels. */
#define LINES_MAX 100

/* A result stands in so many. */
#define RESULT_LINES 20

/* Whether line I of VIEW is a label and somebody else's address. */
static gboolean
is_labelled_address (const LegacyView *view, guint i)
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
  address = bounce_address_span_copy (&span);
  return bounce_address_is_full (address) && !legacy_is_own (view, address);
}

gboolean
legacy_labels_somebody (const LegacyView *view)
{
  for (guint i = 0; i < view->n_body; i++)
    if (is_labelled_address (view, i))
      return TRUE;
  return FALSE;
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
      address = address || is_labelled_address (view, i);
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

gboolean
legacy_is_result_form (const LegacyView *view)
{
  for (guint i = 0; i < view->n_body && i < RESULT_LINES; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *value = legacy_line_begins (view, i, BOUNCE_LIST_RESULT_LABEL)
                              ? legacy_behind_colon (line)
                              : NULL;
      g_autofree char *folded = NULL;

      if (value == NULL)
        continue;
      folded = bounce_fold_line (value, line->start + line->length - value);
      if (bounce_list_begins (folded, BOUNCE_LIST_RESULT_FAILED)
          || (bounce_list_begins (folded, BOUNCE_LIST_RESULT_NOT)
              && legacy_denies_conveying (folded)))
        return legacy_labels_somebody (view);
    }
  return FALSE;
}

gboolean
legacy_shows_reply (const LegacyView *view)
{
  for (guint i = 0; i < view->n_body; i++)
    if (bounce_reply_parse (legacy_line (view, i)->start) >= 400)
      return TRUE;
  return strstr (view->head, "(#5.") != NULL;
}

/* The end of line I of VIEW, or of the next if that stands farther right: what
   was said of whom line I names. */
static const char *
end_of_row (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);

  if (i + 1 < view->n_body && legacy_line (view, i + 1)->length > 0
      && legacy_line (view, i + 1)->indent > line->indent)
    line = legacy_line (view, i + 1);
  return line->start + line->length;
}

gboolean
legacy_quotes_refusals (const LegacyView *view, gboolean below)
{
  guint n = 0;

  for (guint i = 0; i < view->n_body && i < LINES_MAX && n < 2; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *end = line->start + line->length;
      g_autofree char *address = NULL;
      g_autofree char *rest = NULL;
      BounceAddressSpan span;

      if (memchr (line->start, '@', line->length) == NULL
          || !bounce_address_find (line->start, end, &span))
        continue;
      address = bounce_address_span_copy (&span);
      rest = g_strndup (
          span.end, (gsize)((below ? end_of_row (view, i) : end) - span.end));
      n += bounce_address_is_full (address) && !legacy_is_own (view, address)
           && legacy_has_reply (rest);
    }
  return n >= 2;
}
