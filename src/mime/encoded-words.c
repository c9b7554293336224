/* encoded-words: decodes what RFC 2047, 2 describes and what mail has beside
   it: encoded words inside other words, spaces in them, base64 that was cut
   anywhere, bytes of 8 bits.  Words in one of the charsets that nearly all
   mail uses are decoded here, with converters that stay open; the rest is left
   to GMime, which opens and closes one for each word. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "base/scratch.h"
#include "mime/encoded-words.h"
#include "mime/gmime-api.h"
#include "mime/transfer-encoding.h"
#include "text/charset.h"
#include "text/converter.h"

/* Charsets about whose name and bytes there is no doubt; the first needs no
   converter. */
#define UTF_8 0
#define ISO_2022_JP 1
static const char *const known[]
    = { "utf-8",        "iso-2022-jp",  "us-ascii",     "iso-8859-1",
        "iso-8859-2",   "iso-8859-5",   "iso-8859-7",   "iso-8859-9",
        "iso-8859-15",  "windows-1250", "windows-1251", "windows-1252",
        "windows-1253", "windows-1254", "koi8-r" };

typedef struct
{
  const char *charset; /* one of `known`; NULL: no encoded word was last */
  GString *bytes;      /* of the encoded words that follow each other */
  GString *base64;     /* what those were that were base64 */
  gboolean quoted;     /* some were not */
  gboolean loose;      /* some were not whole */
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

/* Bytes that are no ISO-2022-JP: Japanese systems write other charsets of their
   own under that name, of eight bits; and a text may be cut amid a character.
 */
static char *
convert_japanese (const GString *bytes, gsize *length)
{
  if (bounce_ascii_only (bytes->str, bytes->len))
    return bounce_converter_run (bytes->str, bytes->len - 1, known[ISO_2022_JP],
                                 length);
  char *text
      = bounce_charset_to_utf8 (bytes->str, bytes->len, known[ISO_2022_JP]);
  *length = strlen (text);
  return text;
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
  if (text == NULL && decoder->charset == known[ISO_2022_JP])
    text = converted = convert_japanese (bytes, &length);
  if (text == NULL || !g_utf8_validate_len (text, length, NULL))
    return FALSE;
  g_string_append_len (decoder->out, text, (gssize)length);
  return TRUE;
}

/* Words that were cut anywhere are one text. */
static void
join_base64 (Decoder *decoder)
{
  g_string_set_size (decoder->bytes, decoder->base64->len);
  g_string_truncate (decoder->bytes,
                     bounce_base64_decode (decoder->base64->str,
                                           decoder->base64->len,
                                           decoder->bytes->str));
}

/* The encoded words that were read so far are decoded.  FALSE: GMime. */
static gboolean
flush (Decoder *decoder)
{
  if (decoder->charset == NULL)
    return TRUE;
  if (decoder->loose && decoder->quoted)
    return FALSE;
  if (decoder->loose)
    join_base64 (decoder);
  if (has_control_bytes (decoder->charset, decoder->bytes)
      || memchr (decoder->bytes->str, 0, decoder->bytes->len)
      || !convert (decoder))
    return FALSE;
  g_string_truncate (decoder->bytes, 0);
  g_string_truncate (decoder->base64, 0);
  decoder->quoted = decoder->loose = FALSE;
  decoder->charset = NULL;
  return TRUE;
}

/* FALSE if TEXT is not whole groups of characters. */
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
  return TRUE;
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
  if (letter == 'b')
    {
      decoder->loose |= !take_base64 (decoder->bytes, text, n);
      g_string_append_len (decoder->base64, text, (gssize)n);
    }
  else if (letter == 'q' && take_quoted (decoder->bytes, text, n))
    decoder->quoted = TRUE;
  else
    return NULL;
  return end + 2;
}

/* A word that is not encoded; of bytes that are not UTF-8, ISO-8859-1 is
   assumed. */
static void
append_plain (GString *out, const char *word, gsize length)
{
  if (g_utf8_validate_len (word, length, NULL))
    g_string_append_len (out, word, (gssize)length);
  else
    for (gsize i = 0; i < length; i++)
      g_string_append_unichar (out, (guchar)word[i]);
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
  g_string_append_len (decoder->out, p, (gssize)space);
  append_plain (decoder->out, word, length);
  return word + length;
}

static char *
decode_plain (const char *value)
{
  Decoder decoder = { .bytes = bounce_scratch_take (),
                      .base64 = bounce_scratch_take (),
                      .out = g_string_new (NULL) };
  const char *p = value;

  if (strchr (value, '\033') == NULL)
    while (p && *p)
      p = take_next (&decoder, p);
  else
    p = NULL;
  if (p && !flush (&decoder))
    p = NULL;
  bounce_scratch_give_back (decoder.bytes);
  bounce_scratch_give_back (decoder.base64);
  return g_string_free (decoder.out, p == NULL);
}

char *
bounce_encoded_words_decode_gmime (const char *value)
{
  return bounce_gmime ()->utils_header_decode_text (NULL, value);
}

char *
bounce_encoded_words_decode (const char *value)
{
  char *text = decode_plain (value);

  return text ? text : bounce_encoded_words_decode_gmime (value);
}
