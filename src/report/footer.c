/* footer: finds the legal notes, the advertisements of scanners, the footer of
   a mailing list and the signature that stand below a notification's text.
   Looks at the marks that part them off and at nothing in their words. */
#include "config.h"

#include <string.h>

#include "model/status.h"
#include "report/footer.h"

/* A footer is no longer than this, a rule at least as long as that. */
#define FOOTER_MAX 2500
#define RULE_MIN 16

/* "-- " (RFC 3676, 4.3), or a line of underscores. */
static gboolean
is_mark (const char *line, const char *end)
{
  if (*line != '-' && *line != '_')
    return FALSE;
  while (end > line && (guchar)end[-1] <= ' ')
    end--;
  if (end - line == 2 && strncmp (line, "--", 2) == 0)
    return TRUE;
  return end - line >= RULE_MIN && strspn (line, "_") == (gsize)(end - line);
}

/* Whether TEXT..END quotes a status or begins a line with a reply. */
static gboolean
quotes_reply (const char *text, const char *end)
{
  for (const char *p = text; p < end; p++)
    {
      BounceStatus status;

      if ((*p != '4' && *p != '5')
          || (p > text && (g_ascii_isalnum (p[-1]) || p[-1] == '.')))
        continue;
      if (bounce_status_parse (p, &status) > 0)
        return TRUE;
      if ((p == text || p[-1] == '\n' || p[-1] == ' ')
          && bounce_reply_parse (p) >= 421)
        return TRUE;
    }
  return FALSE;
}

gsize
bounce_footer_start (const char *text, gsize length)
{
  const char *end = text + length;
  const char *floor = length > FOOTER_MAX ? end - FOOTER_MAX : text;
  const char *line = memchr (floor, '\n', (gsize)(end - floor));

  /* The first mark in reach: below a footer another may stand. */
  while (line != NULL)
    {
      const char *start = line + 1;

      line = memchr (start, '\n', (gsize)(end - start));
      if (line != NULL && is_mark (start, line) && !quotes_reply (line, end))
        return (gsize)(start - text);
    }
  return length;
}

gboolean
bounce_footer_is_banner (const char *line, const char *end)
{
  while (end > line && (guchar)end[-1] <= ' ')
    end--;
  return end - line > 10 && strncmp (line, "***", 3) == 0
         && strncmp (end - 3, "***", 3) == 0;
}
