/* normalise: UTF-8 text, folded where a byte is not ASCII, is cut into words.
   Left out is what differs from mail to mail: addresses, IP addresses, host
   names, URLs, enhanced status codes and reply codes.
   It does not know languages, and never looks at more than one chunk: what
   stands between white space, brackets and quotes. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "text/fold-characters.h"
#include "text/fold.h"

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
      bounce_fold (folded, text, length);
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
          && bounce_fold_is_spaceless (words + i + 1)
          && bounce_fold_is_spaceless (
              g_utf8_find_prev_char (words, words + i)))
        continue;
      g_string_append_c (out, words[i]);
    }
}
