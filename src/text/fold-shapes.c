/* fold-shapes: tells what a run of bytes is by its looks: a host name, an
   address, a URL, a number with dots.  It asks no resolver and knows no list
   of top level domains. */
#include "config.h"

#include <string.h>

#include "text/fold-shapes.h"

/* By sixteens; what no row names is 0, BREAK. */
/* clang-format off */
#define B BREAK
#define L LETTER
#define D DIGIT
#define O OTHER
#define ALL_LETTERS L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L
const guint8 bounce_shapes[256] = {
  [0x20] = B, O, B, O, O, O, O, QUOTE,             /*  !"#$%&' */
           B, B, O, O, B, HYPHEN, DOT, O,          /* ()*+,-./ */
  [0x30] = D, D, D, D, D, D, D, D,
           D, D, COLON, B, B, O, B, O,             /* 89:;<=>? */
  [0x40] = AT, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
  [0x50] = L, L, L, L, L, L, L, L, L, L, L, B, O, B, O, L, /* Z[\]^_ */
  [0x60] = QUOTE, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
  [0x70] = L, L, L, L, L, L, L, L, L, L, L, B, B, B, O, B, /* z{|}~ */
  [0x80] = ALL_LETTERS, ALL_LETTERS, ALL_LETTERS, ALL_LETTERS,
           ALL_LETTERS, ALL_LETTERS, ALL_LETTERS, ALL_LETTERS,
};
#undef B
#undef L
#undef D
#undef O
#undef ALL_LETTERS
/* clang-format on */

/* d.d.d (3) or an IPv4 address (4): digits and dots, three or four numbers of
   up to three digits.  Returns how many, or 0. */
guint
bounce_shape_count_numbers (const char *piece, gsize length)
{
  guint numbers = 0, digits = 0;

  for (gsize i = 0; i <= length; i++)
    if (i == length || piece[i] == '.')
      {
        if (digits == 0 || digits > 3)
          return 0;
        numbers++;
        digits = 0;
      }
    else if (g_ascii_isdigit (piece[i]))
      digits++;
    else
      return 0;
  return numbers == 3 || numbers == 4 ? numbers : 0;
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
gboolean
bounce_shape_is_host (const char *piece, gsize length)
{
  const char *last = NULL;
  gsize n;

  for (gsize i = 0; i < length; i++)
    if (bounce_shape_of_byte (piece[i]) == QUOTE)
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
    if (bounce_shape_of_byte (last[i]) != LETTER || last[i] == '_')
      return FALSE;
  return n >= 2 && !is_sentence_end (piece, last, n);
}

/* "2001:db8::1", "ipv6:...": hex digits and at least two colons. */
gboolean
bounce_shape_is_ipv6 (const char *chunk, gsize length)
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

/* What may stand in the local part of an address. */
gboolean
bounce_shape_is_local_part (guchar c)
{
  return bounce_shape_of_byte (c) & (WORD | DOT | HYPHEN | QUOTE)
         || strchr ("!#$%&*+/=?^~", c) != NULL;
}

/* Where the scheme of a URL starts ("https" of "see:https://x"); LENGTH if
   there is none. */
gsize
bounce_shape_find_url (const char *chunk, gsize length)
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
