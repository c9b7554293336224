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
  /* No program that returns a message has a sign before it that is not ASCII,
     but people do, and their lines would all have to be folded. */
  return (guchar)*line < 0x80
         && bounce_list_may_begin (BOUNCE_LIST_HUMAN_READABLE_END, *line)
         && bounce_list_begins_raw (line, strnlen (line, BEGINNING_MAX),
                                    BOUNCE_LIST_HUMAN_READABLE_END);
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
