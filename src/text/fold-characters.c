/* fold-characters: characters beyond ASCII become plain ones, so that spellings
   compare equal: NFKD without combining marks, case folded; what is neither
   letter nor digit becomes a space, and characters of scripts without spaces
   are set apart.  ASCII stays as it is, case too: normalise still looks at it.
 */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "base/ascii.h"
#include "text/fold-characters.h"

/* The scripts that are written without spaces between words; Korean has
   spaces, but its endings stick to the words. */
static const struct
{
  gunichar first, last;
} spaceless[] = {
  { 0x0e00, 0x0eff },   /* Thai, Lao */
  { 0x1000, 0x109f },   /* Myanmar */
  { 0x1100, 0x11ff },   /* Hangul Jamo */
  { 0x1780, 0x17ff },   /* Khmer */
  { 0x2e80, 0x2fdf },   /* CJK radicals */
  { 0x3005, 0x3007 },   /* CJK iteration marks */
  { 0x3040, 0x30ff },   /* Hiragana, Katakana */
  { 0x3100, 0x31ff },   /* Bopomofo, Hangul letters, small Katakana */
  { 0x3400, 0x4dbf },   /* CJK extension A */
  { 0x4e00, 0x9fff },   /* CJK */
  { 0xac00, 0xd7a3 },   /* Hangul syllables */
  { 0xf900, 0xfaff },   /* CJK compatibility */
  { 0x20000, 0x3ffff }, /* CJK extensions B and on */
};

static gboolean
is_spaceless (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (spaceless); i++)
    if (c <= spaceless[i].last)
      return c >= spaceless[i].first;
  return FALSE;
}

gboolean
bounce_fold_is_spaceless (const char *text)
{
  gunichar c = g_utf8_get_char_validated (text, -1);
  return c < 0x110000 && is_spaceless (c);
}

/* Folds that Unicode's decomposition does not make. */
static const struct
{
  gunichar from;
  const char *to;
} folds[] = {
  { 0x00b4, "'" },  /* acute accent, typed for an apostrophe */
  { 0x00df, "ss" }, /* sharp s */
  { 0x00e6, "ae" },       { 0x00f0, "d" },
  { 0x00f8, "o" }, /* ae, eth, o slash */
  { 0x0111, "d" },        { 0x0131, "i" },
  { 0x0142, "l" },                           /* d, dotless i, l */
  { 0x0153, "oe" },       { 0x02bc, "'" },   /* oe, apostrophe */
  { 0x03c2, "\xcf\x83" },                    /* final sigma */
  { 0x2010, "-" },        { 0x2011, "-" },   /* hyphens */
  { 0x2013, " - " },      { 0x2014, " - " }, /* dashes */
  { 0x2015, " - " },      { 0x3002, " . " }, /* ideographic full stop */
  { 0x0964, " . " },      { 0x06d4, " . " }, /* danda, Arabic full stop */
  { 0x061b, " ; " },      { 0x061f, " ? " }, /* Arabic semicolon, question */
  { 0x2018, "'" },        { 0x2019, "'" },   /* single quotes */
  { 0x201b, "'" },        { 0x2032, "'" },
};

static const char *
find_fold (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    if (folds[i].from == c)
      return folds[i].to;
  return NULL;
}

/* One character that decomposes no further. */
static void
fold_plain (GString *out, gunichar c)
{
  const char *fold;

  if (c < 0x80)
    {
      g_string_append_c (out, (char)c);
      return;
    }
  c = g_unichar_tolower (c);
  if ((fold = find_fold (c)) != NULL)
    {
      g_string_append (out, fold);
      return;
    }
  switch (g_unichar_type (c))
    {
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_FORMAT:
      break;
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
      if (is_spaceless (c))
        g_string_append_c (out, ' ');
      g_string_append_unichar (out, c);
      if (is_spaceless (c))
        g_string_append_c (out, ' ');
      break;
    default:
      g_string_append_c (out, ' ');
    }
}

static void
fold_unichar (GString *out, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  /* Hangul would fall apart into Jamo; the accent would become a space. */
  if ((c >= 0xac00 && c <= 0xd7a3) || c == 0x00b4)
    {
      fold_plain (out, c);
      return;
    }
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n && i < G_N_ELEMENTS (parts); i++)
    fold_plain (out, parts[i]);
}

/* What Japanese, Chinese and Korean are written in, between U+2E80 (CJK
   Radicals) and U+A640 (the next letters of two cases). */
static inline gboolean
has_no_case (gunichar c)
{
  return c >= 0x2e80 && c < 0xa640;
}

/* Of a line, quotes and hyphens become plain; accents stay, since it may hold
   addresses and host names. */
static gunichar
fold_in_line (gunichar c)
{
  if (c == 0x2018 || c == 0x2019 || c == 0x02bc)
    return '\'';
  if (c >= 0x201c && c <= 0x201e)
    return '"';
  if (c >= 0x2010 && c <= 0x2014)
    return '-';
  return has_no_case (c) ? c : g_unichar_tolower (c);
}

/* The character of two or three bytes at TEXT, if it is well made and so long;
   else 0. */
static inline gunichar
short_character (const guchar *text, gsize length)
{
  gunichar c;

  if (length < 3 || (text[1] & 0xc0) != 0x80)
    return 0;
  if (text[0] >= 0xc2 && text[0] < 0xe0)
    return (gunichar)(text[0] & 0x1f) << 6 | (text[1] & 0x3f);
  if ((text[0] & 0xf0) != 0xe0 || (text[2] & 0xc0) != 0x80)
    return 0;
  c = (gunichar)(text[0] & 0x0f) << 12 | (gunichar)(text[1] & 0x3f) << 6
      | (text[2] & 0x3f);
  return c >= 0x800 && (c < 0xd800 || c >= 0xe000) ? c : 0;
}

/* Folds the eight bytes at TEXT to TO at once.  FALSE, and nothing done, where
   bounce_ascii_flatten says so. */
static gboolean
fold_eight (char *to, const char *text)
{
  guint64 word = bounce_ascii_word (text), capitals;

  if (!bounce_ascii_flatten (&word))
    return FALSE;
  capitals = (word + BOUNCE_ASCII_EACH (0x80 - 'A'))
             & ~(word + BOUNCE_ASCII_EACH (0x7f - 'Z'))
             & BOUNCE_ASCII_EACH (0x80);
  word += capitals >> 2; /* 0x80 >> 2 is 'a' - 'A' */
  memcpy (to, &word, sizeof word);
  return TRUE;
}

/* No letter has a lower case of more than half as many bytes again. */
#define FOLDED_MAX(length) ((length)*3 / 2 + 16)

/* Folds the character beyond ASCII at TEXT to *TO, behind the blank that waits
   if SPACE; one that is blank, or damaged, sets SPACE.  Returns what follows
   it. */
static inline const char *
fold_wide (const char *line, char **to, const char *text, const char *end,
           gboolean *space)
{
  gunichar c = short_character ((const guchar *)text, (gsize)(end - text));

  if (c == 0)
    c = g_utf8_get_char_validated (text, end - text);
  if (c >= 0x110000 || bounce_fold_is_blank (c))
    {
      *space = TRUE;
      return c < 0x110000 ? g_utf8_next_char (text) : text + 1;
    }
  if (*space && *to > line)
    *(*to)++ = ' ';
  *space = FALSE;
  if (has_no_case (c))
    {
      memcpy (*to, text, 3);
      *to += 3;
    }
  else
    *to += g_unichar_to_utf8 (fold_in_line (c), *to);
  return g_utf8_next_char (text);
}

/* Folds TEXT..END to LINE, which has room for it.  Returns its end. */
static char *
fold_to (char *line, const char *text, const char *end)
{
  char *to = line;
  gboolean space = FALSE;

  while (text < end)
    {
      gunichar c = (guchar)*text;

      if (end - text >= 8 && c > ' ')
        {
          /* A blank is written once something follows it. */
          gboolean waits = space && to > line;

          if (fold_eight (to + waits, text))
            {
              if (waits)
                *to++ = ' ';
              space = (guchar)text[7] <= ' ';
              to += space ? 7 : 8;
              text += 8;
              continue;
            }
        }
      /* Nearly all text is ASCII, and this is done to all text. */
      if (c > ' ' && c < 0x7f)
        {
          if (space && to > line)
            *to++ = ' ';
          space = FALSE;
          *to++ = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
          text++;
          continue;
        }
      if (c <= ' ' || c == 0x7f)
        {
          space = TRUE;
          text++;
          continue;
        }
      text = fold_wide (line, &to, text, end, &space);
    }
  return to;
}

char *
bounce_fold_line (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? (gssize)strlen (text) : length);
  char *line = g_malloc (FOLDED_MAX ((gsize)(end - text)));

  *fold_to (line, text, end) = '\0';
  return line;
}

void
bounce_fold_line_append (GString *out, const char *text, gsize length)
{
  gsize old = out->len;
  char *end;

  if (old + FOLDED_MAX (length) >= out->allocated_len)
    g_string_set_size (out, old + FOLDED_MAX (length));
  end = fold_to (out->str + old, text, text + length);
  *end = '\0';
  out->len = (gsize)(end - out->str);
}

void
bounce_fold (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  g_string_truncate (out, 0);
  while (text < end)
    {
      gunichar c;
      const char *run = text;

      while (text < end && (guchar)*text < 0x80)
        text++;
      g_string_append_len (out, run, text - run);
      if (text == end)
        break;
      c = g_utf8_get_char_validated (text, end - text);
      if (c >= 0x110000)
        {
          g_string_append_c (out, ' ');
          text++;
          continue;
        }
      fold_unichar (out, c);
      text = g_utf8_next_char (text);
    }
}
