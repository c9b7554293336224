/* Numbers as decimal digits, for records: printf(3) would take a thousand
   instructions for each. */
#ifndef BOUNCE_BASE_DIGITS_H
#define BOUNCE_BASE_DIGITS_H

#include <glib.h>

/* How many digits a guint64 has at most. */
#define BOUNCE_DIGITS_MAX 20

/* Writes NUMBER to TO with leading zeros up to WIDTH digits (at most
   BOUNCE_DIGITS_MAX, for which TO must have room).  Returns the end of what was
   written; no NUL is put there. */
static inline char *
bounce_digits_put (char *to, guint64 number, guint width)
{
  char digits[BOUNCE_DIGITS_MAX];
  guint n = 0;

  do
    {
      digits[n++] = (char)('0' + number % 10);
      number /= 10;
    }
  while (number > 0 || n < width);
  while (n > 0)
    *to++ = digits[--n];
  return to;
}

#endif
