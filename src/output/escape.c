/* escape: escapes text for TSV and JSON. What needs no escape is copied in
   runs. text/printable is for what people see. */
#include "config.h"

#include <string.h>

#include "output/escape.h"

/* Appends LENGTH bytes at TEXT: g_string_append_len for a compiler to see
   through. */
static void
append_bytes (GString *out, const char *text, gsize length)
{
  gsize at = out->len;

  if (at + length >= out->allocated_len)
    g_string_set_size (out, at + length);
  memcpy (out->str + at, text, length);
  out->str[at + length] = '\0';
  out->len = at + length;
}

void
bounce_tsv_append (GString *out, const char *text)
{
  static const char specials[] = "\\\t\n\r";
  static const char letters[] = "\\tnr";

  for (;;)
    {
      gsize plain = strcspn (text, specials);

      append_bytes (out, text, plain);
      text += plain;
      if (*text == '\0')
        return;
      g_string_append_c (out, '\\');
      g_string_append_c (out, letters[strchr (specials, *text) - specials]);
      text++;
    }
}

/* DEL need not be escaped, but no terminal wants it. */
static gboolean
is_plain (char c)
{
  return (guchar)c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

static void
append_escape (GString *out, char c)
{
  static const char specials[] = "\"\\\b\f\n\r\t";
  static const char letters[] = "\"\\bfnrt";
  const char *special = strchr (specials, c);

  if (special == NULL)
    g_string_append_printf (out, "\\u%04x", (guint)(guchar)c);
  else
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, letters[special - specials]);
    }
}

void
bounce_json_append (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  while (*text != '\0')
    {
      gsize plain = 0;

      while (is_plain (text[plain]))
        plain++;
      append_bytes (out, text, plain);
      text += plain;
      if (*text != '\0')
        append_escape (out, *text++);
    }
  g_string_append_c (out, '"');
}
