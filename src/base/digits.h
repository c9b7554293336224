/* Numbers to digits, for records: printf(3) takes a thousand instructions. */
#ifndef BOUNCE_BASE_DIGITS_H
#define BOUNCE_BASE_DIGITS_H

#include <glib.h>

/* The most that a number has. */
#define BOUNCE_DIGITS_MAX 20

/* Writes NUMBER in WIDTH digits at least, zeros before it, to TO, which has
   room; returns where they end.  Nothing ends them. */
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
