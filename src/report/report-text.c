/* report-text: finds the fields of RFC 3464 in plain text, and the header of a
   whole multipart/report in it, line by line.  Reads neither. */
#include "config.h"

#include <string.h>

#include "report/human-readable.h"
#include "report/report-text.h"
#include "text/header-field.h"

/* Of most lines only the first letter is looked at. */
static gboolean
begins (const char *line, const char *name)
{
  return ((*line ^ *name) & ~0x20) == 0
         && g_ascii_strncasecmp (line, name, strlen (name)) == 0;
}

static const char *
next_line (const char *line)
{
  const char *end = strchr (line, '\n');

  return end != NULL ? end + 1 : line + strlen (line);
}

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
        if (begins (p, first[i]))
          {
            if (start == NULL)
              start = p;
            final |= i > 0;
          }
      if (final && (begins (p, "action:") || begins (p, "status:")))
        return start;
      p = next_line (p);
    }
  return NULL;
}

/* Whether TEXT has the type anywhere: few texts have a slash between such
   letters. */
static gboolean
has_report_type (const char *text)
{
  for (const char *p = text; (p = strchr (p, '/')) != NULL; p++)
    if (p > text && (p[-1] | 0x20) == 't' && begins (p + 1, "report"))
      return TRUE;
  return FALSE;
}

const char *
bounce_report_inlined (const char *text)
{
  const char *block = NULL; /* the first line of the header being read */

  if (!has_report_type (text))
    return NULL;
  for (const char *p = text; *p;)
    {
      gboolean field = bounce_header_field_name (p, strcspn (p, "\n")) > 0;
      if (field && block == NULL)
        block = p;
      else if (!field && *p != ' ' && *p != '\t')
        block = NULL;
      if (block && begins (p, "content-type:"))
        {
          const char *value = p + 13 + strspn (p + 13, " \t");
          if (begins (value, "multipart/report"))
            return block;
        }
      p = next_line (p);
    }
  return NULL;
}
