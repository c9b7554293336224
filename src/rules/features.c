/* features: makes a set of buckets of folded words, by the hash of FNV-1a.  A
   feature counts once a text, however often it stands there.  Which words fell
   into a bucket is not kept: two features may share one, and the training
   makes the best of it.  It knows no language and judges nothing. */
#include "config.h"

#include <string.h>

#include "rules/features.h"

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

/* How many characters a piece of a word has. */
#define PIECE 4

/* What is hashed ahead of a feature, so that a pair is no word. */
enum
{
  KIND_WORD = 1,
  KIND_PAIR,
  KIND_SKIP,
  KIND_PIECE,
  KIND_CODE,
  KIND_SIGN
};

void
bounce_features_clear (BounceFeatures *features)
{
  features->n = 0;
  memset (features->seen, 0, sizeof features->seen);
}

static inline guint32
hash_byte (guint32 hash, guchar byte)
{
  return (hash ^ byte) * FNV_PRIME;
}

static inline guint32
hash_start (guchar kind)
{
  return hash_byte (FNV_BASIS, kind);
}

static inline guint32
hash_number (guint32 hash, guint32 number)
{
  for (guint i = 0; i < 4; i++, number >>= 8)
    hash = hash_byte (hash, number & 0xff);
  return hash;
}

/* The high bits of a product are those that all bytes moved. */
static inline void
add_hash (BounceFeatures *features, guint32 hash)
{
  guint32 bucket = hash * 2654435761u >> (32 - BOUNCE_FEATURE_BITS);
  guint8 bit = (guint8)(1u << (bucket & 7));

  if (features->seen[bucket >> 3] & bit || features->n == BOUNCE_FEATURES_MAX)
    return;
  features->seen[bucket >> 3] |= bit;
  features->bucket[features->n++] = (guint16)bucket;
}

/* The pieces of a word; FROM and END are the spaces around it. */
static void
add_pieces (BounceFeatures *features, const char *from, const char *end)
{
  for (; from < end; from++)
    {
      guint32 hash = hash_start (KIND_PIECE);
      guint n = 0;

      if (((guchar)*from & 0xc0) == 0x80)
        continue;
      for (const char *byte = from; byte <= end && n < PIECE; byte++)
        {
          hash = hash_byte (hash, (guchar)*byte);
          /* A character ends where the next byte begins another. */
          n += byte == end || ((guchar)byte[1] & 0xc0) != 0x80;
        }
      if (n < PIECE)
        return; /* nor is there room behind it */
      add_hash (features, hash);
    }
}

void
bounce_features_add_words (BounceFeatures *features, const char *words,
                           gsize length)
{
  guint32 before = 0, last = 0; /* hashes of the two words before */

  for (gsize i = 1; i < length;)
    {
      guint32 hash = hash_start (KIND_WORD);
      gsize start = i;

      for (; i < length && words[i] != ' '; i++)
        hash = hash_byte (hash, (guchar)words[i]);
      if (i == length)
        return;
      add_hash (features, hash);
      if (last != 0)
        add_hash (features, hash_number (hash_byte (last, KIND_PAIR), hash));
      if (before != 0)
        add_hash (features, hash_number (hash_byte (before, KIND_SKIP), hash));
      add_pieces (features, words + start - 1, words + i);
      before = last;
      last = hash;
      i++;
    }
}

void
bounce_features_add_signs (BounceFeatures *features, const guint32 *signs,
                           guint n)
{
  guint32 start = hash_start (KIND_SIGN);

  for (guint i = 0; i < n; i++)
    add_hash (features, hash_number (start, signs[i]));
}

void
bounce_features_add_codes (BounceFeatures *features, guint reply,
                           BounceStatus status, BounceStage stage)
{
  guint32 start = hash_start (KIND_CODE);

  if (reply != 0)
    {
      add_hash (features, hash_number (hash_byte (start, 'r'), reply));
      add_hash (features, hash_number (hash_byte (start, 'c'), reply / 100));
    }
  if (bounce_status_is_set (status)
      && !(status.subject == 0 && status.detail == 0))
    {
      guint32 subject = hash_number (hash_byte (start, 's'), status.subject);
      add_hash (features, subject);
      add_hash (features,
                hash_number (hash_byte (subject, 'd'), status.detail));
    }
  if (stage != BOUNCE_STAGE_NONE)
    add_hash (features, hash_number (hash_byte (start, 't'), stage));
}
