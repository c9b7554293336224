/* charset-guess: guesses the charset of a text that does not name it, or names
   a wrong one.  Japanese shows itself; of other languages the detector knows
   how often letters follow each other; what that does not know is tried in
   turn.  The conversion is iconv's. */
#include "config.h"

#include <string.h>

#include "text/charset-guess.h"
#include "text/converter.h"
#include "text/detector.h"

/* What undeclared text is tried as where the detector knows nothing, a word or
   two; the strictest first; each is taken only if all bytes fit.  The East
   Asian ones overlap: see likely_japanese. */
#define N_JAPANESE 2
static const char *const guesses[]
    = { "EUC-JP", "CP932", "GB18030", "EUC-KR", "BIG5" };

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

/* The same of Shift_JIS, where kana stand behind two bytes that hardly any
   character of another charset begins with. */
static gboolean
is_shift_japanese (const char *bytes, gsize length)
{
  gsize pairs = 0, kana = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar first = (guchar)bytes[i];
      guchar second = i + 1 < length ? (guchar)bytes[i + 1] : 0;

      if (first < 0x80 || (first >= 0xa1 && first <= 0xdf)) /* narrow kana */
        continue;
      if (first == 0x80 || first == 0xa0 || first > 0xfc || second < 0x40
          || second == 0x7f || second > 0xfc)
        return FALSE;
      kana += (first == 0x82 && second >= 0x9f && second <= 0xf1)
              || (first == 0x83 && second <= 0x96);
      pairs++;
      i++;
    }
  return kana * 5 > pairs;
}

/* What the detector says, if the text looks right in it.  It is a library, and
   slow: what needs no letters to be counted does without. */
static char *
detect (const char *bytes, gsize length)
{
  if (!has_word (bytes, length))
    return NULL;
  if (is_euc_japanese (bytes, length))
    return bounce_converter_text (bytes, length, "EUC-JP");
  if (is_shift_japanese (bytes, length))
    return bounce_converter_text (bytes, length, "CP932");
  const char *charset = bounce_detector_run (bytes, length);
  char *text = charset ? bounce_converter_text (bytes, length, charset) : NULL;

  if (text && !has_sane_case (text))
    g_clear_pointer (&text, g_free);
  return text;
}

/* The charsets in which text could be written without spaces and words. */
static char *
try_east_asian (const char *bytes, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *text = bounce_converter_text (bytes, length, guesses[i]);
      if (text && plausibility (text) >= 80
          && (i >= N_JAPANESE || may_be_japanese (text)))
        return g_steal_pointer (&text);
    }
  return NULL;
}

char *
bounce_charset_guess (const char *bytes, gsize length)
{
  char *text = NULL;

  if (memchr (bytes, 0x1b, length) != NULL)
    text = bounce_converter_text (bytes, length, "ISO-2022-JP");
  if (text == NULL && !is_binary (bytes, length))
    {
      text = detect (bytes, length);
      if (text == NULL && !looks_latin (bytes, length))
        text = try_east_asian (bytes, length);
    }
  if (text == NULL)
    text = bounce_converter_text (bytes, length, "CP1252");
  return text ? text : bounce_converter_text (bytes, length, "ISO-8859-1");
}
