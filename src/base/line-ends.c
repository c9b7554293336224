/* line-ends: finds the LFs in a run of bytes, a block of 64 at a time where
   the processor can compare sixteen bytes at once. */
#include "config.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/line-ends.h"

#define BLOCK 64

#ifdef __SSE2__
/* A bit for each LF among the sixteen bytes at P. */
static inline guint64
bits_of_16 (const char *p)
{
  __m128i bytes = _mm_loadu_si128 ((const __m128i *)p);

  return (guint)_mm_movemask_epi8 (
      _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('\n')));
}

static inline guint64
bits_of_block (const char *p)
{
  return bits_of_16 (p) | bits_of_16 (p + 16) << 16 | bits_of_16 (p + 32) << 32
         | bits_of_16 (p + 48) << 48;
}

/* Notes the lowest of BITS, if there is one, without a branch. */
static inline guint
note (guint32 *ends, guint n, guint64 bits, gsize at)
{
  const guint64 highest = G_GUINT64_CONSTANT (1) << 63;

  ends[n] = (guint32)at + (guint32)__builtin_ctzll (bits | highest);
  return n + (bits != 0);
}

/* The whole blocks of TEXT; *AT is what follows them.  Few have more than two
   LFs, and how many a block has can't be guessed. */
static guint
find_in_blocks (const char *text, gsize length, guint32 *ends, gsize *at)
{
  guint n = 0;

  for (; *at + BLOCK <= length; *at += BLOCK)
    {
      guint64 bits = bits_of_block (text + *at);

      for (guint i = 0; i < 3; i++, bits &= bits - 1)
        n = note (ends, n, bits, *at);
      for (; G_UNLIKELY (bits != 0); bits &= bits - 1)
        n = note (ends, n, bits, *at);
    }
  return n;
}
#else
static guint
find_in_blocks (const char *text G_GNUC_UNUSED, gsize length G_GNUC_UNUSED,
                guint32 *ends G_GNUC_UNUSED, gsize *at G_GNUC_UNUSED)
{
  return 0;
}
#endif

guint
bounce_line_ends_find (const char *text, gsize length, guint32 *ends)
{
  gsize at = 0;
  guint n = find_in_blocks (text, length, ends, &at);

  while (at < length)
    {
      const char *end = memchr (text + at, '\n', length - at);

      if (end == NULL)
        break;
      at = (gsize)(end - text);
      ends[n++] = (guint32)at++;
    }
  return n;
}
