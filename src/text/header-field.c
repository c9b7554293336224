/* header-field: a line's bytes to the name of the field in it (RFC 5322, 2.2
   and 3.6.8).  White space before the colon (its obsolete syntax) is not taken:
   sentences have it too.  It knows no field by its name. */
#include "config.h"

#include <string.h>

#include "text/header-field.h"

static gsize
name_length (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && text[n] > ' ' && text[n] < 0x7f && text[n] != ':')
    n++;
  return n;
}

gsize
bounce_header_field_name (const char *line, gsize length)
{
  gsize n = name_length (line, length);

  return n < length && line[n] == ':' ? n : 0;
}

gboolean
bounce_header_field_is_name (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && name_length (name, length) == length;
}

gboolean
bounce_header_line_is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (line[i] != ' ' && line[i] != '\t')
      return FALSE;
  return TRUE;
}
