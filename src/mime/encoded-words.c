/* encoded-words: RFC 2047, 2, and what mail has beside it: encoded words inside
   other words, spaces in them, UTF-8 as it is.  What is in one of the charsets
   that nearly all mail uses is decoded here, with converters that stay open;
   everything else is GMime's, which opens and closes one for each word. */
#include "config.h"

#include <string.h>

#include <gmime/gmime.h>

#include "mime/encoded-words.h"
#include "mime/gmime-start.h"
#include "text/converter.h"

/* Charsets about whose name and bytes there is no doubt; the first needs no
   converter. */
#define UTF_8 0
static const char *const known[]
    = { "utf-8",        "us-ascii",     "iso-8859-1",   "iso-8859-2",
        "iso-8859-5",   "iso-8859-7",   "iso-8859-9",   "iso-8859-15",
        "windows-1250", "windows-1251", "windows-1252", "windows-1253",
        "windows-1254", "koi8-r",       "iso-2022-jp" };

typedef struct
{
  const char *charset; /* one of `known`; NULL: no encoded word was last */
  GString *bytes;      /* of the encoded words that follow each other */
  GString *out;
} Decoder;

static const char *
find_charset (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i]) == length
        && g_ascii_strncasecmp (known[i], name, length) == 0)
      return known[i];
  return NULL;
}

/* What is no character in a standard charset is one in that of Windows, to
   some. */
static gboolean
has_control_bytes (const char *charset, const GString *bytes)
{
  if (!g_str_has_prefix (charset, "iso-8859"))
    return FALSE;
  for (gsize i = 0; i < bytes->len; i++)
    if (((guchar)bytes->str[i] & 0xe0) == 0x80)
      return TRUE;
  return FALSE;
}

/* Appends the bytes to what is decoded.  FALSE if they are not of their
   charset. */
static gboolean
convert (const Decoder *decoder)
{
  const GString *bytes = decoder->bytes;
  gsize length = bytes->len;
  g_autofree char *converted = NULL;
  const char *text = bytes->str;

  if (decoder->charset != known[UTF_8])
    text = converted = bounce_converter_run (bytes->str, bytes->len,
                                             decoder->charset, &length);
  if (text == NULL || !g_utf8_validate_len (text, length, NULL))
    return FALSE;
  g_string_append_len (decoder->out, text, (gssize)length);
  return TRUE;
}

/* The encoded words that were read so far are decoded.  FALSE: GMime. */
static gboolean
flush (Decoder *decoder)
{
  if (decoder->charset == NULL)
    return TRUE;
  if (has_control_bytes (decoder->charset, decoder->bytes)
      || memchr (decoder->bytes->str, 0, decoder->bytes->len)
      || !convert (decoder))
    return FALSE;
  g_string_truncate (decoder->bytes, 0);
  decoder->charset = NULL;
  return TRUE;
}

static gboolean
take_base64 (GString *bytes, const char *text, gsize length)
{
  gsize padding = 0;
  int state = 0;
  guint save = 0;

  if (length == 0 || length % 4 != 0)
    return FALSE;
  while (padding < 2 && text[length - 1 - padding] == '=')
    padding++;
  for (gsize i = 0; i < length - padding; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/')
      return FALSE;
  gsize at = bytes->len;
  g_string_set_size (bytes, at + length);
  gsize n = g_base64_decode_step (text, length, (guchar *)bytes->str + at,
                                  &state, &save);
  g_string_set_size (bytes, at + n);
  return TRUE;
}

static gboolean
take_quoted (GString *bytes, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '_')
      g_string_append_c (bytes, ' ');
    else if (text[i] != '=')
      g_string_append_c (bytes, text[i]);
    else if (i + 2 < length && g_ascii_isxdigit (text[i + 1])
             && g_ascii_isxdigit (text[i + 2]))
      {
        g_string_append_c (bytes, (char)(g_ascii_xdigit_value (text[i + 1]) * 16
                                         + g_ascii_xdigit_value (text[i + 2])));
        i += 2;
      }
    else
      return FALSE;
  return length > 0;
}

/* The encoded word at P; returns what follows it.  NULL: GMime. */
static const char *
take_word (Decoder *decoder, const char *p)
{
  const char *name = p + 2;
  gsize length = strcspn (name, "?");
  const char *charset = find_charset (name, length);
  const char *code = name + length;

  if (charset == NULL || code[0] != '?' || code[1] == 0 || code[2] != '?')
    return NULL;
  const char *text = code + 3;
  const char *end = strstr (text, "?=");
  if (end == NULL || (decoder->charset != charset && !flush (decoder)))
    return NULL;
  gsize n = (gsize)(end - text);
  decoder->charset = charset;
  char letter = g_ascii_tolower (code[1]);
  if (letter == 'b' ? !take_base64 (decoder->bytes, text, n)
                    : letter != 'q' || !take_quoted (decoder->bytes, text, n))
    return NULL;
  return end + 2;
}

/* The characters of P before a space or what may be an encoded word. */
static gsize
plain_length (const char *p)
{
  gsize n = 0;

  while (p[n] && p[n] != ' ' && !(p[n] == '=' && p[n + 1] == '?'))
    n++;
  return n;
}

/* White space and what stands behind it, encoded or not.  NULL: GMime. */
static const char *
take_next (Decoder *decoder, const char *p)
{
  gsize space = strspn (p, " ");
  const char *word = p + space;

  if (g_str_has_prefix (word, "=?"))
    {
      /* Between two encoded words it goes. */
      if (decoder->charset == NULL)
        g_string_append_len (decoder->out, p, (gssize)space);
      return take_word (decoder, word);
    }
  gsize length = plain_length (word);
  if (!flush (decoder))
    return NULL;
  g_string_append_len (decoder->out, p, (gssize)(space + length));
  return word + length;
}

static char *
decode_plain (const char *value)
{
  Decoder decoder = { NULL, g_string_new (NULL), g_string_new (NULL) };
  const char *p = value;

  if (g_utf8_validate (value, -1, NULL) && strchr (value, '\033') == NULL)
    while (p && *p)
      p = take_next (&decoder, p);
  else
    p = NULL;
  if (p && !flush (&decoder))
    p = NULL;
  g_string_free (decoder.bytes, TRUE);
  return g_string_free (decoder.out, p == NULL);
}

char *
bounce_encoded_words_decode_mime (const char *value)
{
  bounce_gmime_start ();
  return g_mime_utils_header_decode_text (NULL, value);
}

char *
bounce_encoded_words_decode (const char *value)
{
  char *text = decode_plain (value);

  return text ? text : bounce_encoded_words_decode_mime (value);
}
