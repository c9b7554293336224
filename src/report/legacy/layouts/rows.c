/* rows: tells whether the recipients stand in a list, one a line, with what
   happened to them behind.  What the lines say is not asked. */
#include "config.h"

#include <string.h>

#include "report/legacy/layouts/rows.h"
#include "report/legacy/text/legacy-view.h"
#include "text/address.h"

/* So many bytes of bullets, numbers and brackets may stand before one. */
#define BULLET_MAX 8

/* "1. <a@b> has left": LINE begins with an address and goes on in words. */
static gboolean
is_row (const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  BounceAddressSpan span;
  const char *p;

  if (line->length == 0 || memchr (line->start, '@', line->length) == NULL
      || !bounce_address_find (line->start, end, &span)
      || span.start - line->start > BULLET_MAX)
    return FALSE;
  for (p = line->start; p < span.start; p++)
    if (g_ascii_isalpha (*p))
      return FALSE;
  if (memchr (span.end, '@', (gsize)(end - span.end)) != NULL)
    return FALSE;
  for (p = span.end; p < end; p++)
    if (g_ascii_isalpha (*p) || (guchar)*p >= 0x80)
      return TRUE;
  return FALSE;
}

gboolean
legacy_has_rows (const LegacyView *view)
{
  gboolean listed = TRUE; /* what stands above may lead to a list */
  guint n = 0;

  for (guint i = 0; i < view->n_body && n < 2; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      gboolean row = is_row (line);

      n += listed && row;
      listed = line->length == 0 || row
               || strchr (":,;|", line->start[line->length - 1]) != NULL;
    }
  return n >= 2;
}
