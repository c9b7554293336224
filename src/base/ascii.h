/* Questions that are asked of every line of every mail, and so must be cheap:
   whether two names are the same but for the case of their ASCII letters (most
   differ in their first byte or not at all), and whether a text is ASCII,
   eight bytes at a time. */
#ifndef BOUNCE_BASE_ASCII_H
#define BOUNCE_BASE_ASCII_H

#include <string.h>

#include <glib.h>

/* A word whose eight bytes are all BYTE. */
#define BOUNCE_ASCII_EACH(byte)                                                \
  ((guint64)(byte)*G_GUINT64_CONSTANT (0x0101010101010101))

/* Sets bit 7 for each byte of WORD that is 0.  It may also be set for bytes of
   1 above (more significant than) such a byte, so only the lowest one is
   certain.
   */
static inline guint64
bounce_ascii_zeros (guint64 word)
{
  return (word - BOUNCE_ASCII_EACH (1)) & ~word & BOUNCE_ASCII_EACH (0x80);
}

/* The eight bytes at P, which need not be aligned. */
static inline guint64
bounce_ascii_word (const char *p)
{
  guint64 word;

  memcpy (&word, p, sizeof word);
  return word;
}

/* The rest of bounce_ascii_same, for the few names that begin alike. */
gboolean bounce_ascii_same_bytes (const char *a, const char *b, gsize length);

/* As g_ascii_strncasecmp () == 0, for A and B that both have LENGTH bytes, none
   of them NUL, and need no NUL behind them. */
static inline gboolean
bounce_ascii_same (const char *a, const char *b, gsize length)
{
  if (length == 0)
    return TRUE;
  /* No two bytes that differ here as well are one letter in two cases. */
  return ((a[0] ^ b[0]) & ~0x20) == 0 && bounce_ascii_same_bytes (a, b, length);
}

/* Past the blanks and tabs at P: of most lines there are few, or none. */
static inline const char *
bounce_ascii_skip_blanks (const char *p)
{
  while (*p == ' ' || *p == '\t')
    p++;
  return p;
}

/* Turns each control character among the eight bytes of *WORD into a space.
   FALSE, and *WORD is as it was, if a byte is DEL or no ASCII, or if two blanks
   (control characters or spaces) stand side by side: then the caller has to
   look at one byte at a time.  In the sums below bit 7 of a byte is its answer;
   none carries into the next byte, as no byte is above 0x7e. */
static inline gboolean
bounce_ascii_flatten (guint64 *word)
{
  guint64 blanks;

  if (((*word | (*word + BOUNCE_ASCII_EACH (1))) & BOUNCE_ASCII_EACH (0x80))
      != 0)
    return FALSE;
  blanks = ~(*word + BOUNCE_ASCII_EACH (0x7f - ' ')) & BOUNCE_ASCII_EACH (0x80);
  if ((blanks & blanks << 8) != 0)
    return FALSE;
  *word &= ~((blanks >> 7) * 0xff);
  *word |= blanks >> 2; /* 0x80 >> 2 is ' ' */
  return TRUE;
}

/* The bits that any of LENGTH bytes has, in one of eight.  There is no loop for
   what is left over, the length of which could not be guessed: the last words
   overlap. */
static inline guint64
bounce_ascii_bits (const char *bytes, gsize length)
{
  guint64 all = 0;

  if (length < 8)
    {
      for (gsize i = 0; i < length; i++)
        all |= (guchar)bytes[i];
      return all;
    }
  if (length >= 32)
    {
      const char *last = bytes + length - 32;

      for (; bytes < last; bytes += 32)
        all |= bounce_ascii_word (bytes) | bounce_ascii_word (bytes + 8)
               | bounce_ascii_word (bytes + 16)
               | bounce_ascii_word (bytes + 24);
      bytes = last;
      length = 32;
    }
  all |= bounce_ascii_word (bytes) | bounce_ascii_word (bytes + length - 8);
  if (length > 16)
    all |= bounce_ascii_word (bytes + 8)
           | bounce_ascii_word (bytes + length - 16);
  return all;
}

/* TRUE if all LENGTH bytes are below 0x80. */
static inline gboolean
bounce_ascii_only (const char *bytes, gsize length)
{
  return (bounce_ascii_bits (bytes, length) & BOUNCE_ASCII_EACH (0x80)) == 0;
}

/* TRUE if all LENGTH bytes are printable ASCII, 0x20 to 0x7e. */
static inline gboolean
bounce_ascii_printable (const char *bytes, gsize length)
{
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word = bounce_ascii_word (bytes + i);
      guint64 controls = word - BOUNCE_ASCII_EACH (0x20);
      guint64 delete = word + BOUNCE_ASCII_EACH (1);

      if ((word | controls | delete) & BOUNCE_ASCII_EACH (0x80))
        return FALSE;
    }
  for (; i < length; i++)
    if (!g_ascii_isprint (bytes[i]))
      return FALSE;
  return TRUE;
}

#endif
