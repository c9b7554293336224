/* ascii: whether two texts are the same but for the case of ASCII letters,
   eight bytes at a time. */
#include "config.h"

#include "base/ascii.h"

/* Whether the bytes of A and B are the same but for the case of letters: those
   that differ must do so in the bit of case alone, and be letters.  In the
   sums, of bytes below 0x80, bit 7 is a byte's answer. */
static gboolean
is_same_word (guint64 a, guint64 b)
{
  const guint64 high = BOUNCE_ASCII_EACH (0x80);
  guint64 small = (a | BOUNCE_ASCII_EACH (0x20)) & ~high;
  guint64 letters = (small + BOUNCE_ASCII_EACH (0x80 - 'a'))
                    & ~(small + BOUNCE_ASCII_EACH (0x7f - 'z')) & ~a & high;

  return ((a ^ b) & ~(letters >> 2)) == 0; /* 0x80 >> 2 is the bit of case */
}

/* Four to eight bytes at P as a word of eight: the two halves overlap. */
static guint64
word_of (const char *p, gsize length)
{
  guint32 first, last;

  memcpy (&first, p, sizeof first);
  memcpy (&last, p + length - sizeof last, sizeof last);
  return (guint64)first << 32 | last;
}

gboolean
bounce_ascii_same_bytes (const char *a, const char *b, gsize length)
{
  for (; length > 8; a += 8, b += 8, length -= 8)
    if (!is_same_word (bounce_ascii_word (a), bounce_ascii_word (b)))
      return FALSE;
  if (length >= 4)
    return is_same_word (word_of (a, length), word_of (b, length));
  for (gsize i = 0; i < length; i++)
    if (a[i] != b[i] && ((a[i] ^ b[i]) != 0x20 || !g_ascii_isalpha (a[i])))
      return FALSE;
  return TRUE;
}
