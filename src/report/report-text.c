/* report-text: finds the fields of RFC 3464 in plain text, and the header of a
   whole multipart/report in it, line by line.  Reads neither. */
#include "config.h"

#include <string.h>

#include "report/human-readable.h"
#include "report/report-text.h"

const char *
bounce_report_fields (const char *text)
{
  static const char *const first[]
      = { "reporting-mta:", "final-recipient:", "original-recipient:" };
  const char *end = text + bounce_human_readable_length (text);
  const char *start = NULL;
  gboolean final = FALSE;

  for (const char *p = text; p < end;)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
        if (g_ascii_strncasecmp (p, first[i], strlen (first[i])) == 0)
          {
            if (start == NULL)
              start = p;
            final |= i > 0;
          }
      if (final
          && (g_ascii_strncasecmp (p, "action:", 7) == 0
              || g_ascii_strncasecmp (p, "status:", 7) == 0))
        return start;
      p += strcspn (p, "\n");
      p += *p == '\n';
    }
  return NULL;
}

const char *
bounce_report_inlined (const char *text)
{
  const char *block = NULL; /* the first line of the header being read */

  for (const char *p = text; *p;)
    {
      gsize name = strcspn (p, ":\n \t");
      if (*p == '\n' || (name == 0 && block == NULL))
        block = NULL;
      else if (p[name] == ':' && block == NULL)
        block = p;
      else if (p[name] != ':' && *p != ' ' && *p != '\t')
        block = NULL;
      if (block && g_ascii_strncasecmp (p, "content-type:", 13) == 0)
        {
          const char *value = p + 13 + strspn (p + 13, " \t");
          if (g_ascii_strncasecmp (value, "multipart/report", 16) == 0)
            return block;
        }
      p += strcspn (p, "\n");
      p += *p == '\n';
    }
  return NULL;
}
