/* printable: makes one line of any bytes that is safe on a terminal, and
   measures how wide a line is there.  ECMA-48 controls come as C0 and as C1
   characters; the bidi controls are those of UAX 9.  What a character is,
   GLib's tables say. */
#include "config.h"

#include <string.h>

#include "text/printable.h"

static gboolean
is_joiner (gunichar c)
{
  return c == 0x200c || c == 0x200d;
}

static gboolean
is_plain (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return FALSE;
    case G_UNICODE_FORMAT:
      return is_joiner (c);
    default:
      return TRUE;
    }
}

static void
append_escape (GString *out, gunichar c)
{
  switch (c)
    {
    case '\t':
      g_string_append (out, "\\t");
      break;
    case '\n':
      g_string_append (out, "\\n");
      break;
    case '\r':
      g_string_append (out, "\\r");
      break;
    default:
      g_string_append_printf (out, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
    }
}

void
bounce_printable_append (GString *out, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize)length);
  const char *start = text; /* of what can be copied as it is */

  for (const char *at = text; at < end;)
    {
      gunichar c = g_utf8_get_char_validated (at, end - at);
      const char *next = at + 1;

      if ((gint32)c < 0) /* no character begins here */
        c = (guchar)*at;
      else
        {
          next = at + g_unichar_to_utf8 (c, NULL);
          if (c != 0 && is_plain (c))
            {
              at = next;
              continue;
            }
        }
      g_string_append_len (out, start, at - start);
      append_escape (out, c);
      at = start = next;
    }
  g_string_append_len (out, start, end - start);
}

char *
bounce_printable (const char *text)
{
  GString *out = g_string_new (NULL);

  bounce_printable_append (out, text, -1);
  return g_string_free (out, FALSE);
}

static guint
character_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

char *
bounce_printable_strip (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0';)
    {
      const char *next = g_utf8_next_char (from);

      if (is_plain (g_utf8_get_char (from)))
        for (; from < next; from++)
          *to++ = *from;
      from = next;
    }
  *to = '\0';
  return text;
}

guint
bounce_printable_width (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    width += character_width (g_utf8_get_char (at));
  return width;
}

gsize
bounce_printable_fit (const char *text, guint width)
{
  const char *at = text;
  guint taken = 0;

  while (*at != '\0')
    {
      taken += character_width (g_utf8_get_char (at));
      if (taken > width)
        break;
      at = g_utf8_next_char (at);
    }
  return (gsize)(at - text);
}
