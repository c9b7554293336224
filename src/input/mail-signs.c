/* mail-signs: tells by the lines at its head whether what a source yields is a
   mail (RFC 5322), and puts into words what the limits of the pruner have cut
   off. */
#include "config.h"

#include <string.h>

#include "input/mail-signs.h"
#include "text/header-field.h"

/* What the pruner's limits are called, for people. */
static const struct
{
  BounceCut cut;
  const char *name;
} limits[] = {
  { BOUNCE_CUT_HEADER, "header" },
  { BOUNCE_CUT_TEXT, "text" },
  { BOUNCE_CUT_NESTING, "parts nested too deep" },
  { BOUNCE_CUT_PARTS, "the last of too many parts" },
};

char *
bounce_mail_describe_cut (BounceCut cut, gboolean line_cut)
{
  GString *text;

  if (cut == BOUNCE_CUT_NOTHING && !line_cut)
    return NULL;
  text = g_string_new ("limits cut off:");
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    if (cut & limits[i].cut)
      g_string_append_printf (text, " %s,", limits[i].name);
  if (line_cut)
    g_string_append (text, " the tail of a line,");
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

gboolean
bounce_mail_has_field (const char *line, gsize length)
{
  gsize name = bounce_header_field_name (line, length);

  if (name == 0)
    return FALSE;
  for (gsize i = name; i < length; i++)
    if ((guchar)line[i] < ' ' && line[i] != '\t' && line[i] != '\033')
      return FALSE; /* ESC switches character sets in Japanese headers */
  return TRUE;
}

gboolean
bounce_mail_is_text (const GString *bytes)
{
  gboolean blank = TRUE;

  for (gsize i = 0; i < bytes->len; i++)
    {
      guchar c = (guchar)bytes->str[i];

      if (c < ' ' && strchr ("\t\n\r\f\033", c) == NULL)
        return FALSE;
      blank = blank && c <= ' ';
    }
  return !blank && memchr (bytes->str, '\0', bytes->len) == NULL;
}
