/* normalise: UTF-8 text into folded words, in two steps.
   Folding (only if a byte is not ASCII) is NFKD without combining marks, case
   folded, what is neither letter nor digit made a space; characters of scripts
   without spaces are set apart.  Splitting then cuts the text into words and
   leaves out what differs from mail to mail: addresses, IP addresses, host
   names, URLs, enhanced status codes and reply codes.
   It does not know languages, and never looks at more than one chunk. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "normalise.h"

/* What a byte is to the splitter. */
enum
{
  BREAK = 0,       /* ends a chunk: white space, brackets, quotes */
  LETTER = 1 << 0, /* also '_' and every byte of a folded letter */
  DIGIT = 1 << 1,
  DOT = 1 << 2,
  HYPHEN = 1 << 3,
  QUOTE = 1 << 4, /* apostrophes */
  COLON = 1 << 5,
  AT = 1 << 6,
  OTHER = 1 << 7 /* punctuation that may stand inside a chunk */
};

#define WORD (LETTER | DIGIT)
#define PIECE (LETTER | DIGIT | DOT | HYPHEN | QUOTE)

static guint
byte_class (guchar c)
{
  if (c >= 0x80 || c == '_' || g_ascii_isalpha (c))
    return LETTER;
  if (g_ascii_isdigit (c))
    return DIGIT;
  switch (c)
    {
    case '.':
      return DOT;
    case '-':
      return HYPHEN;
    case '\'':
    case '`':
      return QUOTE;
    case ':':
      return COLON;
    case '@':
      return AT;
    case '<':
    case '>':
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case '"':
    case ',':
    case ';':
    case '|':
      return BREAK;
    default:
      return c <= ' ' || c == 0x7f ? BREAK : OTHER;
    }
}

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
bounce_normalise_is_spaceless (const char *text)
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
  { 0x0142, "l" },                         /* d, dotless i, l */
  { 0x0153, "oe" },       { 0x02bc, "'" }, /* oe, apostrophe */
  { 0x03c2, "\xcf\x83" },                  /* final sigma */
  { 0x2010, "-" },        { 0x2011, "-" }, /* hyphens */
  { 0x2018, "'" },        { 0x2019, "'" }, /* single quotes */
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

static void
fold (GString *out, const char *text, gsize length)
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

/* The splitter: where words go, and how. */
typedef struct
{
  GString *out;
  guint words;
  gboolean keep; /* WORDS: nothing vanishes */
} Splitter;

gboolean
bounce_normalise_is_reply (const char *word, gsize length)
{
  return length == 3 && (*word == '2' || *word == '4' || *word == '5')
         && g_ascii_isdigit (word[1]) && g_ascii_isdigit (word[2]);
}

/* A run of letters, digits and apostrophes. */
static void
put_word (Splitter *splitter, const char *word, gsize length)
{
  GString *out = splitter->out;
  gsize old = out->len;

  if (!splitter->keep && bounce_normalise_is_reply (word, length))
    return;
  g_string_set_size (out, old + length + 1);
  char *to = out->str + old;
  for (gsize i = 0; i < length; i++)
    if (byte_class (word[i]) != QUOTE)
      *to++ = g_ascii_tolower (word[i]);
  if (to == out->str + old)
    {
      g_string_truncate (out, old);
      return;
    }
  *to++ = ' ';
  g_string_truncate (out, to - out->str);
  splitter->words++;
}

/* Puts the words of a piece that are separated by bytes other than STAY. */
static void
put_words (Splitter *splitter, const char *piece, gsize length, guint stay)
{
  gsize start = 0;

  for (gsize i = 0; i <= length; i++)
    if (i == length || !(byte_class (piece[i]) & stay))
      {
        if (i > start)
          put_word (splitter, piece + start, i - start);
        start = i + 1;
      }
}

/* d.d.d or an IPv4 address: digits and dots, three or four numbers of up to
   three digits. */
static gboolean
is_dotted_number (const char *piece, gsize length)
{
  guint numbers = 0, digits = 0;

  for (gsize i = 0; i <= length; i++)
    if (i == length || piece[i] == '.')
      {
        if (digits == 0 || digits > 3)
          return FALSE;
        numbers++;
        digits = 0;
      }
    else if (g_ascii_isdigit (piece[i]))
      digits++;
    else
      return FALSE;
  return numbers == 3 || numbers == 4;
}

/* "full.Please", "RESOLVER.ADR.RecipNotFound": the last label is a word with a
   capital, and not as short as "Mail.Example.Com". */
static gboolean
is_sentence_end (const char *piece, const char *last, gsize length)
{
  if (!g_ascii_isupper (last[0]) || !g_ascii_islower (last[1]))
    return FALSE;
  return length > 3 || g_ascii_islower (piece[0]);
}

/* A name with inner dots whose last label could be a top-level domain. */
static gboolean
is_host (const char *piece, gsize length)
{
  const char *last = NULL;
  gsize n;

  for (gsize i = 0; i < length; i++)
    if (byte_class (piece[i]) == QUOTE)
      return FALSE;
    else if (piece[i] == '.')
      {
        if (last == piece + i)
          return FALSE;
        last = piece + i + 1;
      }
  if (last == NULL)
    return FALSE;
  n = length - (last - piece);
  if (n > 4 && g_ascii_strncasecmp (last, "xn--", 4) == 0)
    return TRUE;
  for (gsize i = 0; i < n; i++)
    if (byte_class (last[i]) != LETTER || last[i] == '_')
      return FALSE;
  return n >= 2 && !is_sentence_end (piece, last, n);
}

/* A run of letters, digits, dots, hyphens and apostrophes, such as
   "550-5.1.1", "mx-1.example.org", "e-mail" or "doesn't".  FALSE if it
   vanished as a host name or address. */
static gboolean
put_piece (Splitter *splitter, const char *piece, gsize length)
{
  gsize start = 0;

  while (length > 0 && !(byte_class (piece[length - 1]) & WORD))
    length--;
  while (length > 0 && !(byte_class (*piece) & WORD))
    piece++, length--;
  if (!splitter->keep && is_host (piece, length))
    return FALSE;
  if (!splitter->keep && is_dotted_number (piece, length))
    return FALSE;
  for (gsize i = 0; i <= length; i++)
    if (i == length || piece[i] == '-')
      {
        if (splitter->keep || !is_dotted_number (piece + start, i - start))
          put_words (splitter, piece + start, i - start, WORD | QUOTE);
        start = i + 1;
      }
  return TRUE;
}

/* "2001:db8::1", "ipv6:...": hex digits and at least two colons. */
static gboolean
is_ipv6 (const char *chunk, gsize length)
{
  guint colons = 0, digits = 0;

  if (length > 5 && g_ascii_strncasecmp (chunk, "ipv6:", 5) == 0)
    chunk += 5, length -= 5;
  while (length > 0 && (chunk[length - 1] == '.' || chunk[length - 1] == ':'))
    length--;
  for (gsize i = 0; i < length; i++)
    if (chunk[i] == ':')
      colons++;
    else if (g_ascii_isxdigit (chunk[i]))
      digits++;
    else if (chunk[i] != '.')
      return FALSE;
  return colons >= 2 && digits > 0;
}

/* A chunk without addresses and URLs: its pieces. */
static void
put_pieces (Splitter *splitter, const char *chunk, gsize length)
{
  gsize i = 0;
  gboolean gone = FALSE; /* the piece before vanished */

  if (!splitter->keep && is_ipv6 (chunk, length))
    return;
  while (i < length)
    {
      gsize start = i;
      while (i < length && byte_class (chunk[i]) & PIECE)
        i++;
      if (gone && chunk[start - 1] == '/')
        return; /* example.org/path */
      if (i > start)
        {
          /* ":25" behind a host is its port. */
          gboolean port = gone && chunk[start - 1] == ':'
                          && g_ascii_isdigit (chunk[start]);
          gone = !port && !put_piece (splitter, chunk + start, i - start);
        }
      i++;
    }
}

/* What may stand in the local part of an address. */
static gboolean
is_local_part (guchar c)
{
  return byte_class (c) & (WORD | DOT | HYPHEN | QUOTE)
         || strchr ("!#$%&*+/=?^~", c) != NULL;
}

/* A chunk with an @: what stands before and behind the address.  Returns the
   number of bytes that are done. */
static gsize
skip_address (Splitter *splitter, const char *chunk, gsize length, gsize at)
{
  gsize start = at, end = at + 1;

  while (start > 0 && chunk[start - 1] != '\0'
         && is_local_part (chunk[start - 1]))
    start--;
  while (end < length && byte_class (chunk[end]) & (WORD | DOT | HYPHEN)
         && !(chunk[end] == '.' && end + 1 < length && chunk[end + 1] == '.'))
    end++;
  put_pieces (splitter, chunk, start);
  return end;
}

/* Where the scheme of a URL starts ("https" of "see:https://x"); LENGTH if
   there is none. */
static gsize
find_url (const char *chunk, gsize length)
{
  for (gsize i = 1; i + 2 < length; i++)
    if (chunk[i] == ':' && chunk[i + 1] == '/' && chunk[i + 2] == '/')
      {
        while (i > 0 && g_ascii_isalpha (chunk[i - 1]))
          i--;
        return i;
      }
  return length;
}

/* A run without white space and brackets; CLASSES are those of its bytes. */
static void
put_chunk (Splitter *splitter, const char *chunk, gsize length, guint classes)
{
  if (!(classes & ~WORD))
    {
      put_word (splitter, chunk, length);
      return;
    }
  if (splitter->keep)
    {
      put_words (splitter, chunk, length, WORD | QUOTE);
      return;
    }
  if (classes & COLON)
    length = find_url (chunk, length);
  if (classes & AT)
    for (gsize i = 0; i < length; i++)
      if (chunk[i] == '@')
        {
          gsize done = skip_address (splitter, chunk, length, i);
          chunk += done;
          length -= done;
          i = (gsize)-1;
        }
  put_pieces (splitter, chunk, length);
}

static void
split (Splitter *splitter, const char *text, gsize length)
{
  gsize i = 0;

  while (i < length)
    {
      guint classes = 0, class;
      gsize start = i;

      while (i < length && (class = byte_class (text[i])) != BREAK)
        {
          classes |= class;
          i++;
        }
      if (i == start)
        i++;
      else if (text[start] == ':' && start > 0 && text[start - 1] == ']'
               && !(classes & ~(COLON | DIGIT)))
        continue; /* the port of "host[192.0.2.1]:25" */
      else
        put_chunk (splitter, text + start, i - start, classes);
    }
}

guint
bounce_normalise (GString *out, GString *folded, const char *text, gsize length,
                  BounceNormaliseMode mode)
{
  Splitter splitter = { out, 0, mode == BOUNCE_NORMALISE_WORDS };
  gsize ascii = 0;

  g_string_assign (out, " ");
  while (ascii < length && (guchar)text[ascii] < 0x80)
    ascii++;
  if (ascii < length)
    {
      fold (folded, text, length);
      text = folded->str;
      length = folded->len;
    }
  split (&splitter, text, length);
  return splitter.words;
}

void
bounce_normalise_show (GString *out, const char *words, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      /* A character of more than one byte that is a word by itself stands
         before the space, and another behind it. */
      if (words[i] == ' ' && i > 2 && i + 1 < length
          && bounce_normalise_is_spaceless (words + i + 1)
          && bounce_normalise_is_spaceless (
              g_utf8_find_prev_char (words, words + i)))
        continue;
      g_string_append_c (out, words[i]);
    }
}
