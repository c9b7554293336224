/* recall: a cache from folded texts to what was made of them.  It is two-way
   associative: a text can be in either of two places, by its hash.  When the
   cache has grown too large, it is emptied. */
#include "config.h"

#include <string.h>

#include "base/hash.h"
#include "rules/recall.h"
#include "text/words.h"

/* Of one operator's mailbox a few hundred texts are all that there is.  Most
   have 60 bytes; what Gmail and Outlook write of authentication and blocks has
   300 to 400. */
#define N_PLACES 4096
#define LENGTH_MAX 512
#define BYTES_MAX (1024 * 1024)

typedef struct Place Place;

struct Place
{
  Place *next, **at; /* of all that are taken; where it stands */
  guint32 hash;
  GString *words;
  GArray *marks; /* of guint32: each word's */
  BounceRecalled recalled;
};

/* Places are made when they are taken: one mail alone takes two or three. */
struct BounceRecall
{
  Place *places[N_PLACES];
  Place *taken;
  Place *last; /* whose text is being read: its size is not known yet */
  gsize bytes; /* of all others */
};

BounceRecall *
bounce_recall_new (void)
{
  return g_new0 (BounceRecall, 1);
}

static void
place_free (Place *place)
{
  g_string_free (place->words, TRUE);
  g_array_unref (place->marks);
  g_array_unref (place->recalled.completed);
  g_free (place->recalled.strong_words);
  g_free (place->recalled.weak_words);
  g_free (place);
}

static void
forget_all (BounceRecall *recall)
{
  while (recall->taken != NULL)
    {
      Place *place = recall->taken;

      recall->taken = place->next;
      *place->at = NULL;
      place_free (place);
    }
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
  return sizeof *place + place->words->allocated_len
         + place->marks->len * sizeof (guint32)
         + place->recalled.completed->len * sizeof (BounceCompleted);
}

/* What counts of a word beside its letters: whose clause it is of, and how it
   is shown. */
static guint32
mark_of (const GArray *marks, guint i)
{
  const BounceWord *word = &g_array_index (marks, BounceWord, i);

  return word->clause << 8 | word->joined;
}

static gboolean
is_same (const Place *place, guint32 hash, const GString *words,
         const GArray *marks)
{
  if (place->hash != hash || place->marks->len != marks->len
      || !g_string_equal (place->words, words))
    return FALSE;
  for (guint i = 0; i < marks->len; i++)
    if (g_array_index (place->marks, guint32, i) != mark_of (marks, i))
      return FALSE;
  return TRUE;
}

/* Where WORDS stand, or may be put: rather where nothing is. */
static Place **
find_place (BounceRecall *recall, guint32 hash, const GString *words,
            const GArray *marks, gboolean *known)
{
  Place **one = &recall->places[hash % N_PLACES];
  Place **other = &recall->places[(hash >> 16) % N_PLACES];

  *known = TRUE;
  if (*one != NULL && is_same (*one, hash, words, marks))
    return one;
  if (*other != NULL && is_same (*other, hash, words, marks))
    return other;
  *known = FALSE;
  return *one != NULL && *other == NULL ? other : one;
}

static Place *
take_place (BounceRecall *recall, Place **at)
{
  if (*at == NULL)
    {
      Place *place = *at = g_new0 (Place, 1);

      place->at = at;
      place->next = recall->taken;
      recall->taken = place;
      place->words = g_string_new (NULL);
      place->marks = g_array_new (FALSE, FALSE, sizeof (guint32));
      place->recalled.completed
          = g_array_new (FALSE, FALSE, sizeof (BounceCompleted));
    }
  return *at;
}

static void
fill_place (Place *place, guint32 hash, const GString *words,
            const GArray *marks)
{
  GArray *completed = place->recalled.completed;

  place->hash = hash;
  g_string_truncate (place->words, 0);
  g_string_append_len (place->words, words->str, (gssize)words->len);
  g_array_set_size (place->marks, marks->len);
  for (guint i = 0; i < marks->len; i++)
    g_array_index (place->marks, guint32, i) = mark_of (marks, i);
  g_array_set_size (completed, 0);
  g_free (place->recalled.strong_words);
  g_free (place->recalled.weak_words);
  place->recalled = (BounceRecalled){ .completed = completed };
}

BounceRecalled *
bounce_recall_text (BounceRecall *recall, const GString *words,
                    const GArray *marks, gboolean *known)
{
  guint32 hash;
  Place *place, **at;

  *known = FALSE;
  if (words->len > LENGTH_MAX)
    return NULL;
  hash = bounce_hash_bytes (words->str, words->len);
  at = find_place (recall, hash, words, marks, known);
  if (*known)
    return &(*at)->recalled;
  if (recall->last != NULL)
    recall->bytes += bytes_of (recall->last);
  if (*at != NULL)
    recall->bytes -= bytes_of (*at);
  if (recall->bytes > BYTES_MAX)
    forget_all (recall);
  place = recall->last = take_place (recall, at);
  fill_place (place, hash, words, marks);
  return &place->recalled;
}

/* --- Which rules won --- */

void
bounce_recall_keep (BounceRecalled *recalled, const BounceRuleContext *context,
                    const BounceMatch *match)
{
  g_free (recalled->strong_words);
  g_free (recalled->weak_words);
  recalled->judged = TRUE;
  recalled->context = *context;
  recalled->context.evidence = NULL; /* of a mail that will be gone */
  recalled->match = *match;
  recalled->match.strong_words = recalled->strong_words
      = g_strdup (match->strong_words);
  recalled->match.weak_words = recalled->weak_words
      = g_strdup (match->weak_words);
}

gboolean
bounce_recall_fits (const BounceRecalled *recalled, BounceRuleContext *context)
{
  const BounceRuleContext *kept = &recalled->context;

  /* Where the stage was not asked for, KEPT still has whom to ask. */
  return recalled->judged && kept->reply == context->reply
         && kept->origin == context->origin
         && !kept->local_domain == !context->local_domain
         && bounce_status_equal (kept->status, context->status)
         && (kept->find_stage != NULL
             || kept->stage == bounce_rule_context_stage (context));
}
