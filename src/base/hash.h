/* A hash of bytes for tables in memory: FNV-1a, eight bytes at a time. */
#ifndef BOUNCE_BASE_HASH_H
#define BOUNCE_BASE_HASH_H

#include <string.h>

#include <glib.h>

static inline guint32
bounce_hash_bytes (const char *bytes, gsize length)
{
  const guint64 prime = G_GUINT64_CONSTANT (0x100000001b3);
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325), some;
  gsize i = 0;

  for (; i + sizeof some <= length; i += sizeof some)
    {
      memcpy (&some, bytes + i, sizeof some);
      hash = (hash ^ some) * prime;
      hash ^= hash >> 29;
    }
  for (; i < length; i++)
    hash = (hash ^ (guint8)bytes[i]) * prime;
  return (guint32)(hash ^ (hash >> 32));
}

#endif
