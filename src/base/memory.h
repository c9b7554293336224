/* Two of GLib's allocators, made cheaper for what each mail asks for many
   times. g_strndup () searches for a NUL although the length is known, and
   glibc's calloc (3) does not reuse the block that the thread freed last, as
   malloc (3) does. */
#ifndef BOUNCE_BASE_MEMORY_H
#define BOUNCE_BASE_MEMORY_H

#include <string.h>

#include <glib.h>

/* As g_new0 (TYPE, 1). */
#define BOUNCE_NEW0(type) ((type *)memset (g_new (type, 1), 0, sizeof (type)))

/* The LENGTH bytes at TEXT as a string; free it with g_free. */
static inline char *
bounce_copy (const char *text, gsize length)
{
  char *copy = g_malloc (length + 1);

  copy[length] = '\0';
  return memcpy (copy, text, length);
}

#endif
