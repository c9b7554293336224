/* Appending to a string without a call where it has room. */
#ifndef BOUNCE_BASE_APPEND_H
#define BOUNCE_BASE_APPEND_H

#include <string.h>

#include <glib.h>

/* Appends LENGTH bytes of TEXT to STRING, as g_string_append_len does.  TEXT
   must not lie in STRING and may hold NULs. */
static inline void
bounce_append (GString *string, const char *text, gsize length)
{
  if (string->len + length >= string->allocated_len)
    {
      g_string_append_len (string, text, (gssize)length);
      return;
    }
  memcpy (string->str + string->len, text, length);
  string->len += length;
  string->str[string->len] = '\0';
}

#endif
