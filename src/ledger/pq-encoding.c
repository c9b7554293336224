/* pq-encoding: escapes characters that a database can't hold, so that a bounce
   in Chinese does not stop a ledger in LATIN1 (PostgreSQL's manual, 24.3). */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/pq-encoding.h"

static const struct
{
  const char *pgsql;
  const char *iconv; /* NULL: nothing is to be escaped */
} encodings[] = {
  { "UTF8", NULL },
  { "SQL_ASCII", NULL },
  { "LATIN1", "ISO-8859-1" },
  { "LATIN2", "ISO-8859-2" },
  { "LATIN9", "ISO-8859-15" },
  { "WIN1250", "CP1250" },
  { "WIN1251", "CP1251" },
  { "WIN1252", "CP1252" },
  { "KOI8R", "KOI8-R" },
};

const char *
bounce_pq_encoding (const char *encoding)
{
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_strcmp0 (encodings[i].pgsql, encoding) == 0)
      return encodings[i].iconv;
  return "ASCII";
}

static gboolean
holds (const char *encoding, const char *at, gsize length)
{
  g_autofree char *converted
      = g_convert (at, (gssize)length, encoding, "UTF-8", NULL, NULL, NULL);

  return converted != NULL;
}

void
bounce_pq_escape (GString *out, const char *text, const char *encoding)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize length = (gsize)(g_utf8_next_char (at) - at);

      if ((guchar)*at < 0x80 || holds (encoding, at, length))
        g_string_append_len (out, at, (gssize)length);
      else
        g_string_append_printf (out, "\\u{%x}", g_utf8_get_char (at));
    }
}

gboolean
bounce_pq_has_escape (const char *text)
{
  return strstr (text, "\\u{") != NULL;
}

char *
bounce_pq_unescape (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  while (*text != '\0')
    {
      char *end = NULL;
      gulong c = 0;

      if (g_str_has_prefix (text, "\\u{") && g_ascii_isxdigit (text[3]))
        c = strtoul (text + 3, &end, 16);
      if (end != NULL && *end == '}' && c >= 0x80 && g_unichar_validate (c))
        {
          g_string_append_unichar (out, (gunichar)c);
          text = end + 1;
        }
      else
        g_string_append_c (out, *text++);
    }
  return g_string_free (out, FALSE);
}
