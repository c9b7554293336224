/* heaviest: finds the words of a text that weighed most in what the model
   thinks of it, for the evidence of a verdict. */
#include "config.h"

#include <string.h>

#include "rules/heaviest.h"
#include "rules/model.h"
#include "text/fold.h"

/* How many of them. */
#define WORDS_SHOWN 3

typedef struct
{
  const char *word;
  gsize length;
  gint32 weight;
} Heavy;

/* What a word (with the spaces around it) says for CATEGORY, compared with
   the average of all. */
static gint32
weigh (const char *word, gsize length, BounceCategory category)
{
  BounceFeatures features;
  gint32 weight = 0;

  bounce_features_clear (&features);
  bounce_features_add_words (&features, word, length);
  for (guint i = 0; i < features.n; i++)
    {
      const gint8 *weights = bounce_model_builtin.weight[features.bucket[i]];

      weight += BOUNCE_MODEL_CATEGORIES * weights[category - 1];
      for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
        weight -= weights[c];
    }
  return weight;
}

/* Puts WORD among the heaviest, which stay in the order of the text. */
static void
keep_heaviest (Heavy *heavy, guint *n, Heavy word)
{
  guint lightest = 0;

  if (word.weight <= 0)
    return;
  for (guint i = 0; i < *n; i++)
    {
      if (heavy[i].length == word.length
          && memcmp (heavy[i].word, word.word, word.length) == 0)
        return;
      if (heavy[i].weight < heavy[lightest].weight)
        lightest = i;
    }
  if (*n == WORDS_SHOWN)
    {
      if (word.weight <= heavy[lightest].weight)
        return;
      memmove (heavy + lightest, heavy + lightest + 1,
               (*n - lightest - 1) * sizeof *heavy);
      --*n;
    }
  heavy[(*n)++] = word;
}

/* The first words, as many as are shown. */
static guint
take_first (Heavy *heavy, const GString *words)
{
  guint n = 0;

  for (const char *word = words->str + 1; *word != '\0' && n < WORDS_SHOWN;)
    {
      gsize length = strcspn (word, " ");

      heavy[n++] = (Heavy){ word, length, 0 };
      word += length + (word[length] == ' ');
    }
  return n;
}

char *
bounce_heaviest_words (const GString *words, BounceCategory category)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  GString *shown = g_string_new (NULL);
  Heavy heavy[WORDS_SHOWN];
  guint n = 0;

  for (const char *word = words->str + 1; *word != '\0';)
    {
      gsize length = strcspn (word, " ");

      keep_heaviest (
          heavy, &n,
          (Heavy){ word, length, weigh (word - 1, length + 2, category) });
      word += length + (word[length] == ' ');
    }
  if (n == 0)
    n = take_first (heavy, words);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (joined, i > 0 ? " " : "");
      g_string_append_len (joined, heavy[i].word, (gssize)heavy[i].length);
    }
  bounce_normalise_show (shown, joined->str, joined->len);
  return g_string_free (shown, FALSE);
}
