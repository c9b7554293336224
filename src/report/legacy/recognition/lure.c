/* lure: the words of those who lure people to a page, and what they never do:
   quote refusals, name whom a mail was for. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/own.h"
#include "report/legacy/recognition/recognition.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/view.h"
#include "text/address.h"
#include "text/lists.h"

/* So many lines are looked at for rows that quote refusals. */
#define ROWS_MAX 100

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

  for (guint i = 0; i < view->n_body && i < ROWS_MAX && n < 2; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *end = line->start + line->length;
      g_autofree char *address = NULL;
      g_autofree char *rest = NULL;
      BounceAddressSpan span;

      if (memchr (line->start, '@', line->length) == NULL
          || !bounce_address_find (line->start, end, &span))
        continue;
      address = g_strndup (span.start, (gsize)(span.end - span.start));
      rest = g_strndup (
          span.end, (gsize)((below ? end_of_row (view, i) : end) - span.end));
      n += bounce_address_is_full (address) && !legacy_is_own (view, address)
           && legacy_has_reply (rest);
    }
  return n >= 2;
}

gboolean
legacy_may_lure (const LegacyView *view)
{
  return legacy_view_has (view, view->head, BOUNCE_LIST_LURE)
         && !((legacy_view_has (view, view->head, BOUNCE_LIST_FILTERED)
               || (view->failing && legacy_has_plain_text (view)
                   && legacy_speaks_of_yours (view->head)
                   && legacy_begins_with_failure (view, FALSE)))
              && legacy_names_other (view)
              && strstr (view->head, "http") == NULL)
         && !(view->failing && legacy_quotes_refusals (view, FALSE))
         && !legacy_quotes_diagnostic (view);
}
