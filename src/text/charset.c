/* charset: converts bytes of any charset to UTF-8.  Servers mislabel: EUC-JP
   as ISO-2022-JP, 8-bit text as us-ascii; so a declaration is tried first and
   believed only if every byte fits it.  The conversion itself is iconv's. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "text/charset-guess.h"
#include "text/charset.h"
#include "text/converter.h"

/* Names under which mail says "I don't know", and old names of charsets that
   iconv knows by a wider one. */
static const struct
{
  const char *declared;
  const char *means;
} aliases[] = {
  { "us-ascii", NULL },
  { "ascii", NULL },
  { "unknown-8bit", NULL },
  { "unknown", NULL },
  { "x-unknown", NULL },
  { "default", NULL },
  { "8bit", NULL },
  { "utf8", "UTF-8" },
  { "utf-8", "UTF-8" },
  { "gb2312", "GB18030" },
  { "gbk", "GB18030" },
  { "x-gbk", "GB18030" },
  { "shift_jis", "CP932" },
  { "shift-jis", "CP932" },
  { "x-sjis", "CP932" },
  { "sjis", "CP932" },
  { "ks_c_5601-1987", "CP949" },
  { "iso-8859-1", "CP1252" },
};

static const char *
resolve (const char *charset)
{
  if (charset == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_ascii_strcasecmp (aliases[i].declared, charset) == 0)
      return aliases[i].means;
  return charset;
}

/* ESC switches character sets (ISO 2022) in text of seven bits only. */
static gboolean
may_be_utf8 (const char *bytes, gsize length)
{
  return (memchr (bytes, 0x1b, length) == NULL
          || !bounce_ascii_only (bytes, length))
         && g_utf8_validate_len (bytes, length, NULL);
}

gboolean
bounce_charset_is_utf8 (const char *bytes, gsize length, const char *charset)
{
  const char *means;

  if (length == 0) /* BYTES may be NULL */
    return TRUE;
  if (memchr (bytes, '\r', length) != NULL || memchr (bytes, 0, length) != NULL)
    return FALSE;
  if (bounce_ascii_only (bytes, length))
    return memchr (bytes, '\033', length) == NULL;
  means = resolve (charset);
  return (means == NULL || strcmp (means, "UTF-8") == 0)
         && may_be_utf8 (bytes, length);
}

char *
bounce_charset_to_utf8 (const char *bytes, gsize length, const char *charset)
{
  const char *means = resolve (charset);
  char *text = NULL;

  if (length == 0)
    return g_strdup ("");
  gboolean utf8 = may_be_utf8 (bytes, length);
  if (means
      && !(utf8
           && (strcmp (means, "UTF-8") == 0
               || bounce_ascii_only (bytes, length))))
    text = bounce_converter_text (bytes, length, means);
  if (text == NULL && utf8)
    {
      text = g_strndup (bytes, length);
      bounce_converter_clean (text, length);
    }
  if (text == NULL)
    text = bounce_charset_guess (bytes, length);
  if (text == NULL)
    { /* bytes that are no character in any charset: keep what can be read */
      text = g_utf8_make_valid (bytes, (gssize)length);
      bounce_converter_clean (text, strlen (text));
    }
  return text;
}

/* The length of the run of "\ooo" escapes and plain characters between them at
   P that stand for 8-bit bytes; decoded into OUT. */
static gsize
take_octal (const char *p, GString *out)
{
  gsize n = 0;

  while (p[n] == '\\' && p[n + 1] >= '0' && p[n + 1] <= '3' && p[n + 2] >= '0'
         && p[n + 2] <= '7' && p[n + 3] >= '0' && p[n + 3] <= '7')
    {
      g_string_append_c (out,
                         (char)((p[n + 1] - '0') * 64 + (p[n + 2] - '0') * 8
                                + (p[n + 3] - '0')));
      n += 4;
    }
  return n;
}

char *
bounce_charset_unescape (const char *text)
{
  const char *p = strchr (text, '\\');
  gboolean found = FALSE;

  if (p == NULL)
    return NULL;
  GString *out = g_string_new (NULL);
  for (p = text; *p;)
    {
      gsize n = *p == '\\' ? take_octal (p, out) : 0;
      found |= n >= 4 && (guchar)p[1] >= '2';
      if (n == 0)
        g_string_append_c (out, *p++);
      p += n;
    }
  char *result
      = found ? bounce_charset_to_utf8 (out->str, out->len, NULL) : NULL;
  g_string_free (out, TRUE);
  return result;
}
