/* ASCII without regard to case, for what is asked of every line of every mail:
   names in headers and the like, which mostly are written as they are looked
   for, or differ in their first byte. */
#ifndef BOUNCE_BASE_ASCII_H
#define BOUNCE_BASE_ASCII_H

#include <string.h>

#include <glib.h>

/* As g_ascii_strncasecmp () == 0, of LENGTH bytes that both have. */
static inline gboolean
bounce_ascii_same (const char *a, const char *b, gsize length)
{
  if (length == 0)
    return TRUE;
  /* No two bytes that differ here as well are one letter in two cases. */
  if (((a[0] ^ b[0]) & ~0x20) != 0)
    return FALSE;
  return memcmp (a, b, length) == 0 || g_ascii_strncasecmp (a, b, length) == 0;
}

#endif
