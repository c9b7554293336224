/* likeness: evidence that no rule is sure of gets a second opinion from the
   model.  What it takes to be heard stands in the table of thresholds; they
   were found by cross-validation over the training data alone, the folds by
   source (mkmodel --folds). */
#include "config.h"

#include <string.h>

#include "rules/likeness.h"
#include "rules/model.h"
#include "text/fold.h"

/* Of a longer text the beginning says why. */
#define TEXT_MAX 600

/* How many words the evidence names. */
#define WORDS_SHOWN 3

/* What a verdict stands on that the model may overrule. */
typedef enum
{
  GROUND_NONE,
  GROUND_CODE,    /* a reply code or a generic status */
  GROUND_WEAK,    /* a weak rule, or a symptom that a clause tells */
  GROUND_MEANING, /* a clause's subject and predicate */
  GROUND_FIRM     /* not to be overruled */
} Ground;

/* The least probability that is heard. */
typedef struct
{
  double soft, hard;
} Threshold;

static const Threshold thresholds[GROUND_FIRM] = {
  [GROUND_NONE] = { 0.70, 0.80 },
  [GROUND_CODE] = { 0.80, 0.90 },
  [GROUND_WEAK] = { 0.70, 0.85 },
  [GROUND_MEANING] = { 0.90, 0.95 },
};

/* Others than the refusing server tell of the notification as much as of the
   cause, the prose more than the reporting MTA. */
static const Threshold least_of[BOUNCE_N_SPEAKERS] = {
  [BOUNCE_SPEAKER_REPORTER] = { 0.80, 0.90 },
  [BOUNCE_SPEAKER_PROSE] = { 0.90, 0.95 },
};

/* --- What the model thinks --- */

/* What clients write around a server's answer. */
static const char *const before_answer[]
    = { " said: ", " refused to talk to me: ", " responded: " };
static const char *const behind_answer[]
    = { " (in reply to ", " (in command " };

/* Adds the words of TEXT without those of the client that quotes it. */
static void
fold_answer (GString *all, const char *text)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (before_answer); i++)
    {
      const char *found = strstr (text, before_answer[i]);

      if (found != NULL)
        text = found + strlen (before_answer[i]);
    }
  length = strnlen (text, TEXT_MAX);
  for (guint i = 0; i < G_N_ELEMENTS (behind_answer); i++)
    {
      const char *found = strstr (text, behind_answer[i]);

      if (found != NULL)
        length = MIN (length, (gsize)(found - text));
    }
  bounce_normalise (words, folded, text, length, BOUNCE_NORMALISE_TEXT);
  g_string_append (all, words->str + 1);
}

/* The words of the most trusted speaker, folded; NULL if nobody spoke.  A
   field holds them purer than what a client tells of them. */
static GString *
fold_evidence (const BounceEvidence *evidence, BounceSpeaker *speaker)
{
  GString *all = g_string_new (" ");

  *speaker = BOUNCE_SPEAKER_REMOTE;
  if (evidence->diagnostic != NULL)
    fold_answer (all, evidence->diagnostic);
  for (int i = 0; i < BOUNCE_N_SPEAKERS && all->len == 1; i++)
    {
      *speaker = i;
      for (guint k = 0; k < evidence->words->len && all->len < TEXT_MAX; k++)
        {
          const BounceWords *said
              = &g_array_index (evidence->words, BounceWords, k);

          if (said->speaker == *speaker)
            fold_answer (all, said->text);
        }
    }
  if (all->len > 1)
    return all;
  g_string_free (all, TRUE);
  return NULL;
}

static void
find_nearest (const double *probability, BounceLikeness *likeness)
{
  gboolean taken[BOUNCE_N_CATEGORIES] = { FALSE };

  for (guint n = 0; n < BOUNCE_LIKENESS_N; n++)
    {
      guint best = BOUNCE_CATEGORY_NONE;

      for (guint c = 1; c < BOUNCE_N_CATEGORIES; c++)
        if (!taken[c]
            && (best == BOUNCE_CATEGORY_NONE
                || probability[c] > probability[best]))
          best = c;
      taken[best] = TRUE;
      likeness->nearest[n].category = best;
      likeness->nearest[n].probability = probability[best];
    }
}

/* --- Which words weighed most --- */

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

static char *
show_heaviest (const GString *words, BounceCategory category)
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
  for (guint i = 0; i < n; i++)
    {
      g_string_append (joined, i > 0 ? " " : "");
      g_string_append_len (joined, heavy[i].word, (gssize)heavy[i].length);
    }
  bounce_normalise_show (shown, joined->str, joined->len);
  return g_string_free (shown, FALSE);
}

/* --- The opinion --- */

gboolean
bounce_likeness_find (const BounceEvidence *evidence, BounceLikeness *likeness)
{
  BounceSpeaker speaker;
  g_autoptr (GString) words = fold_evidence (evidence, &speaker);
  double probability[BOUNCE_N_CATEGORIES];
  BounceFeatures features;

  if (words == NULL)
    return FALSE;
  bounce_features_clear (&features);
  bounce_features_add_words (&features, words->str, words->len);
  bounce_features_add_codes (&features, evidence->reply_code, evidence->status,
                             evidence->stage);
  bounce_model_score (&bounce_model_builtin, &features, probability);
  find_nearest (probability, likeness);
  likeness->speaker = speaker;
  likeness->words = g_steal_pointer (&words);
  return TRUE;
}

void
bounce_likeness_clear (BounceLikeness *likeness)
{
  if (likeness->words != NULL)
    g_string_free (likeness->words, TRUE);
  likeness->words = NULL;
}

/* --- Is it heard? --- */

/* A status that names a cause, and the same as VERDICT. */
static gboolean
is_borne_out (const BounceEvidence *evidence, const BounceVerdict *verdict)
{
  return bounce_status_is_set (evidence->status)
         && !bounce_status_is_generic (evidence->status)
         && bounce_status_category (evidence->status) == verdict->category;
}

static Ground
ground_of (const BounceEvidence *evidence, const BounceVerdict *verdict)
{
  switch (verdict->by)
    {
    case BOUNCE_DECIDED_BY_NONE:
      return GROUND_NONE;
    case BOUNCE_DECIDED_BY_REPLY:
      return GROUND_CODE;
    case BOUNCE_DECIDED_BY_STATUS:
      return bounce_status_is_generic (evidence->status) ? GROUND_CODE
                                                         : GROUND_FIRM;
    default:
      if (is_borne_out (evidence, verdict))
        return GROUND_FIRM;
      /* A single keyword is never more than a symptom. */
      if (verdict->weak || (verdict->rule != NULL && verdict->n_words == 1))
        return GROUND_WEAK;
      return verdict->rule != NULL ? GROUND_FIRM : GROUND_MEANING;
    }
}

/* " word ": too little to be like anything. */
static gboolean
is_one_word (const GString *words)
{
  return strchr (words->str + 1, ' ') == words->str + words->len - 1;
}

static gboolean
is_heard (const BounceEvidence *evidence, Ground ground,
          const BounceLikeness *likeness)
{
  const Threshold *one = &thresholds[ground];
  const Threshold *other = &least_of[likeness->speaker];
  BounceCategory category = likeness->nearest[0].category;
  double probability = likeness->nearest[0].probability;

  if (category == BOUNCE_CATEGORY_UNKNOWN || is_one_word (likeness->words))
    return FALSE;
  if (!bounce_category_is_hard (category))
    return probability >= MAX (one->soft, other->soft);
  return probability >= MAX (one->hard, other->hard)
         && evidence->reply_code / 100 != 4 && evidence->status.class != 4;
}

static void
overrule (BounceVerdict *verdict, const BounceLikeness *likeness)
{
  BounceCategory category = likeness->nearest[0].category;
  g_autofree char *heaviest = show_heaviest (likeness->words, category);

  verdict->category = category;
  verdict->by = BOUNCE_DECIDED_BY_LIKENESS;
  verdict->confidence = likeness->nearest[0].probability;
  if (verdict->rule != NULL)
    verdict->runner_up = verdict->rule;
  verdict->rule = NULL;
  g_free (verdict->evidence);
  verdict->evidence = g_strconcat ("like: ", heaviest, NULL);
}

void
bounce_likeness_reconsider (const BounceEvidence *evidence,
                            BounceVerdict *verdict)
{
  Ground ground = ground_of (evidence, verdict);
  BounceLikeness likeness;

  if (ground == GROUND_FIRM || !bounce_likeness_find (evidence, &likeness))
    return;
  if (likeness.nearest[0].category != verdict->category
      && is_heard (evidence, ground, &likeness))
    overrule (verdict, &likeness);
  bounce_likeness_clear (&likeness);
}
