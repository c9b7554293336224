/* charset: bytes of any charset to UTF-8.  Servers mislabel: EUC-JP as
   ISO-2022-JP, 8-bit text as us-ascii; so a declaration is tried first and
   believed only if every byte fits it.  The conversion itself is iconv's. */
#include "config.h"

#include <string.h>

#include "text/charset.h"
#include "text/converter.h"
#include "text/detector.h"

/* What undeclared text is tried as where the detector knows nothing, a word or
   two; the strictest first; each is taken only if all bytes fit.  The East
   Asian ones overlap: see likely_japanese. */
#define N_JAPANESE 2
static const char *const guesses[]
    = { "EUC-JP", "CP932", "GB18030", "EUC-KR", "BIG5" };

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

/* LF line ends, no NULs; works in place. */
static void
clean (char *text, gsize length)
{
  char *to = text;

  if (memchr (text, '\r', length) == NULL && memchr (text, 0, length) == NULL)
    return;
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\r')
      {
        if (i + 1 < length && text[i + 1] == '\n')
          continue;
        *to++ = '\n';
      }
    else if (text[i] != 0)
      *to++ = text[i];
  *to = 0;
}

static char *
convert (const char *bytes, gsize length, const char *charset)
{
  gsize written = 0;
  char *text = bounce_converter_run (bytes, length, charset, &written);

  if (text == NULL)
    return NULL;
  clean (text, written);
  /* The converter left room for twice as much. */
  if (written > 1024)
    text = g_realloc (text, written + 1);
  /* Not every converter of iconv checks what it writes. */
  if (!g_utf8_validate (text, -1, NULL))
    g_clear_pointer (&text, g_free);
  return text;
}

/* Eight bytes at a time: nearly all text is. */
static gboolean
is_ascii (const char *bytes, gsize length)
{
  gsize i = 0;

  for (guint64 word; i + sizeof word <= length; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      if (word & G_GUINT64_CONSTANT (0x8080808080808080))
        return FALSE;
    }
  for (; i < length; i++)
    if ((guchar)bytes[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* Text of a wrong East Asian charset is full of rare characters; real text in
   those languages has kana, common ideographs or hangul in every line. */
static guint
plausibility (const char *text)
{
  guint good = 0, all = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c < 0x80)
        continue;
      all++;
      if ((c >= 0x3040 && c <= 0x30ff) || (c >= 0x4e00 && c <= 0x9fa5)
          || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x3000 && c <= 0x3002)
          || (c >= 0xff01 && c <= 0xff5e))
        good++;
    }
  return all ? good * 100 / all : 0;
}

/* Japanese without kana is a word or two; a longer text is Chinese. */
static gboolean
may_be_japanese (const char *text)
{
  guint ideographs = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c >= 0x3040 && c <= 0x30ff)
        return TRUE;
      ideographs += c >= 0x4e00 && c <= 0x9fff;
    }
  return ideographs < 4;
}

/* An 8-bit letter or two inside a Latin word say that no byte pair is meant. */
static gboolean
looks_latin (const char *bytes, gsize length)
{
  gsize lone = 0, paired = 0;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar)bytes[i] < 0x80)
        continue;
      gsize run = 1;
      while (i + run < length && (guchar)bytes[i + run] >= 0x80)
        run++;
      gboolean in_word
          = (i > 0 && g_ascii_islower (bytes[i - 1]))
            || (i + run < length && g_ascii_islower (bytes[i + run]));
      if (run == 1 || (run == 2 && in_word))
        lone += run;
      else
        paired += run;
      i += run;
    }
  return lone * 2 > paired;
}

/* Words in capitals or not, but no capitals inside a word: text that is read in
   another single-byte charset than it was written in has many. */
static gboolean
has_sane_case (const char *text)
{
  guint letters = 0, jumps = 0;
  gboolean lower = FALSE;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      jumps += lower && g_unichar_isupper (c);
      lower = g_unichar_islower (c);
      letters += c >= 0x80 && g_unichar_isalpha (c);
    }
  return jumps * 8 <= letters;
}

/* So much of a text tells what it is. */
#define BEGINNING_MAX (4 * 1024)

/* No control characters of text. */
static gboolean
is_binary_byte (char byte)
{
  return (guchar)byte < ' ' && byte != '\t' && byte != '\n' && byte != '\f'
         && byte != '\r' && byte != '\033';
}

/* A picture under a text's name: there is no language in it. */
static gboolean
is_binary (const char *bytes, gsize length)
{
  gsize n = MIN (length, BEGINNING_MAX);
  gsize controls = 0;

  for (gsize i = 0; i < n; i++)
    controls += is_binary_byte (bytes[i]);
  return controls > n / 16;
}

/* Whether a letter of 8 bits stands in a word, of three letters at least: in
   "\xd34" there is no language either. */
static gboolean
has_word (const char *bytes, gsize length)
{
  gsize run = 0;
  gboolean high = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_high = (guchar)bytes[i] >= 0x80;

      run = is_high || g_ascii_isalpha (bytes[i]) ? run + 1 : 0;
      high = run > 0 && (high || is_high);
      if (high && run >= 3)
        return TRUE;
    }
  return FALSE;
}

/* Rows of kana in EUC-JP, which only Japanese is full of. */
static gboolean
is_kana_row (char byte)
{
  return (guchar)byte == 0xa4 || (guchar)byte == 0xa5;
}

/* Whether the 8-bit bytes are pairs, of which a third and more are kana. */
static gboolean
is_euc_japanese (const char *bytes, gsize length)
{
  gsize pairs = 0, kana = 0;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar)bytes[i] < 0x80)
        continue;
      if (i + 1 == length || (guchar)bytes[i] < 0xa1
          || (guchar)bytes[i + 1] < 0xa1)
        return FALSE;
      kana += is_kana_row (bytes[i]);
      pairs++;
      i++;
    }
  return kana * 3 > pairs;
}

/* What the detector says, if the text looks right in it.  It is a library, and
   slow: what needs no letters to be counted does without. */
static char *
detect (const char *bytes, gsize length)
{
  if (is_binary (bytes, length) || !has_word (bytes, length))
    return NULL;
  if (is_euc_japanese (bytes, length))
    return convert (bytes, length, "EUC-JP");
  const char *charset = bounce_detector_run (bytes, length);
  char *text = charset ? convert (bytes, length, charset) : NULL;

  if (text && !has_sane_case (text))
    g_clear_pointer (&text, g_free);
  return text;
}

static char *
guess (const char *bytes, gsize length)
{
  if (memchr (bytes, 0x1b, length) != NULL)
    {
      char *text = convert (bytes, length, "ISO-2022-JP");
      if (text)
        return text;
    }
  char *detected = detect (bytes, length);
  if (detected)
    return detected;
  if (!looks_latin (bytes, length))
    for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++)
      {
        g_autofree char *text = convert (bytes, length, guesses[i]);
        if (text && plausibility (text) >= 80
            && (i >= N_JAPANESE || may_be_japanese (text)))
          return g_steal_pointer (&text);
      }
  char *text = convert (bytes, length, "CP1252");
  return text ? text : convert (bytes, length, "ISO-8859-1");
}

gboolean
bounce_charset_is_plain (const char *bytes, gsize length)
{
  if (length == 0) /* BYTES may be NULL */
    return TRUE;
  return is_ascii (bytes, length) && memchr (bytes, '\033', length) == NULL
         && memchr (bytes, '\r', length) == NULL
         && memchr (bytes, 0, length) == NULL;
}

/* ESC switches character sets (ISO 2022) in text of seven bits only. */
static gboolean
may_be_utf8 (const char *bytes, gsize length)
{
  return (memchr (bytes, 0x1b, length) == NULL || !is_ascii (bytes, length))
         && g_utf8_validate_len (bytes, length, NULL);
}

char *
bounce_charset_to_utf8 (const char *bytes, gsize length, const char *charset)
{
  const char *means = resolve (charset);
  char *text = NULL;

  if (length == 0)
    return g_strdup ("");
  if (may_be_utf8 (bytes, length)
      && (is_ascii (bytes, length) || means == NULL
          || strcmp (means, "UTF-8") == 0))
    {
      text = g_strndup (bytes, length);
      clean (text, length);
      return text;
    }
  if (means)
    text = convert (bytes, length, means);
  if (text == NULL && may_be_utf8 (bytes, length))
    {
      text = g_strndup (bytes, length);
      clean (text, length);
    }
  if (text == NULL)
    text = guess (bytes, length);
  if (text == NULL)
    { /* bytes that are no character in any charset: keep what can be read */
      text = g_utf8_make_valid (bytes, (gssize)length);
      clean (text, strlen (text));
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
