/* human-readable-length: finds where a report's text for people ends and the
   message that it returns begins. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "report/human-readable.h"
#include "text/lists.h"

/* A line is told by so much of it. */
#define BEGINNING_MAX 80

/* TRUE if LINE, without its indent, begins what is no longer the
   notification. */
static gboolean
is_end (const char *line)
{
  /* The first letters of that list: of most lines no more is looked at. */
  switch (*line)
    {
    case '-':
    case 'O':
    case 'R':
    case 'M':
    case 'o':
    case 'r':
    case 'm':
      return bounce_list_begins_raw (line, strnlen (line, BEGINNING_MAX),
                                     BOUNCE_LIST_HUMAN_READABLE_END);
    default:
      return FALSE;
    }
}

gsize
bounce_human_readable_length (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      const char *line = bounce_ascii_skip_blanks (p);

      if (is_end (line))
        return (gsize)(p - text);
      p = strchr (line, '\n');
      if (p == NULL)
        break;
    }
  return strlen (text);
}
