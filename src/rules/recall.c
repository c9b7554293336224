/* recall: folded texts to what they completed.  A text has one place, which it
   shares with all texts of the same hash; when they have become too large
   together, all are forgotten. */
#include "config.h"

#include <string.h>

#include "rules/recall.h"

/* Of one operator's mailbox a few hundred texts are all that there is.  Most
   have 60 bytes, and of what is longer little comes twice. */
#define N_PLACES 4096
#define LENGTH_MAX 256
#define BYTES_MAX (1024 * 1024)

typedef struct
{
  guint32 hash;
  GString *words;    /* NULL: the place is empty */
  GArray *clauses;   /* of guint32: each word's */
  GArray *completed; /* of BounceCompleted */
} Place;

struct BounceRecall
{
  Place places[N_PLACES];
  Place *last; /* whose text is being read: its size is not known yet */
  gsize bytes; /* of all others */
};

BounceRecall *
bounce_recall_new (void)
{
  return g_new0 (BounceRecall, 1);
}

static void
empty (Place *place)
{
  if (place->words == NULL)
    return;
  g_string_free (place->words, TRUE);
  g_array_unref (place->clauses);
  g_array_unref (place->completed);
  place->words = NULL;
}

static void
forget_all (BounceRecall *recall)
{
  for (guint i = 0; i < N_PLACES; i++)
    empty (&recall->places[i]);
  recall->last = NULL;
  recall->bytes = 0;
}

void
bounce_recall_free (BounceRecall *recall)
{
  if (recall != NULL)
    forget_all (recall);
  g_free (recall);
}

static gsize
bytes_of (const Place *place)
{
  if (place->words == NULL)
    return 0;
  return place->words->len + place->clauses->len * sizeof (guint32)
         + place->completed->len * sizeof (BounceCompleted);
}

/* FNV-1a, eight bytes at a time. */
static guint32
hash_of (const GString *words)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325), some;
  gsize i = 0;

  for (; i + sizeof some <= words->len; i += sizeof some)
    {
      memcpy (&some, words->str + i, sizeof some);
      hash = (hash ^ some) * G_GUINT64_CONSTANT (0x100000001b3);
      hash ^= hash >> 29;
    }
  for (; i < words->len; i++)
    hash = (hash ^ (guint8)words->str[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return (guint32)(hash ^ (hash >> 32));
}

static guint32
clause_of (const GArray *marks, guint word)
{
  return g_array_index (marks, BounceWord, word).clause;
}

static gboolean
is_same (const Place *place, guint32 hash, const GString *words,
         const GArray *marks)
{
  if (place->words == NULL || place->hash != hash
      || place->clauses->len != marks->len
      || !g_string_equal (place->words, words))
    return FALSE;
  for (guint i = 0; i < marks->len; i++)
    if (g_array_index (place->clauses, guint32, i) != clause_of (marks, i))
      return FALSE;
  return TRUE;
}

static void
take_place (Place *place, guint32 hash, const GString *words,
            const GArray *marks)
{
  empty (place);
  place->hash = hash;
  place->words = g_string_new_len (words->str, (gssize)words->len);
  place->clauses
      = g_array_sized_new (FALSE, FALSE, sizeof (guint32), marks->len);
  g_array_set_size (place->clauses, marks->len);
  for (guint i = 0; i < marks->len; i++)
    g_array_index (place->clauses, guint32, i) = clause_of (marks, i);
  place->completed = g_array_new (FALSE, FALSE, sizeof (BounceCompleted));
}

GArray *
bounce_recall_text (BounceRecall *recall, const GString *words,
                    const GArray *marks, gboolean *known)
{
  guint32 hash;
  Place *place;

  *known = FALSE;
  if (words->len > LENGTH_MAX)
    return NULL;
  hash = hash_of (words);
  place = &recall->places[hash % N_PLACES];
  *known = is_same (place, hash, words, marks);
  if (*known)
    return place->completed;
  if (recall->last != NULL)
    recall->bytes += bytes_of (recall->last);
  recall->bytes -= bytes_of (place);
  if (recall->bytes > BYTES_MAX)
    forget_all (recall);
  take_place (place, hash, words, marks);
  recall->last = place;
  return place->completed;
}
