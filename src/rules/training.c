/* training: rows of labelled replies become weights.  Each row is learned
   whole, once as words alone, which must do where a server gives no code and
   the notions are of a language that has few, and once behind the words of a
   row that is labelled unknown: a reason often stands behind a lead-in that
   gives none.  A row of a rare category counts for more.  The weights are
   doubles while they are learned; then they are made fit a byte each, all by
   the same scale. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "rules/training.h"

#define EPOCHS 20
#define RATE 2.0
#define DECAY 5e-2 /* how much weights shrink an epoch, times the step */

typedef struct
{
  guint n; /* buckets */
  guint category;
  guint16 *bucket; /* owned */
} Example;

typedef double Weights[BOUNCE_FEATURE_BUCKETS][BOUNCE_MODEL_CATEGORIES];

static void
add_words (BounceFeatures *features, const BounceLabelled *row)
{
  bounce_features_add_words (features, row->words, strlen (row->words));
}

void
bounce_training_features (BounceFeatures *features, const BounceLabelled *row)
{
  bounce_features_clear (features);
  add_words (features, row);
  bounce_features_add_signs (features, row->signs, row->n_signs);
  bounce_features_add_codes (features, row->reply, row->status, row->stage);
}

static void
example_clear (gpointer data)
{
  g_free (((Example *)data)->bucket);
}

static void
add_example (GArray *examples, BounceCategory category,
             const BounceFeatures *features)
{
  if (features->n == 0)
    return; /* nothing but a code, and that left out */
  Example example = { features->n, category - 1, NULL };

  example.bucket
      = g_memdup2 (features->bucket, features->n * sizeof *features->bucket);
  g_array_append_val (examples, example);
}

/* The examples of ROW; LEAD_IN is another that says nothing, or NULL. */
static void
add_row (GArray *examples, const BounceLabelled *row,
         const BounceLabelled *lead_in)
{
  BounceFeatures features;

  bounce_training_features (&features, row);
  add_example (examples, row->category, &features);
  bounce_features_clear (&features);
  add_words (&features, row);
  add_example (examples, row->category, &features);
  if (lead_in == NULL || row->category == BOUNCE_CATEGORY_UNKNOWN)
    return;
  bounce_training_features (&features, row);
  add_words (&features, lead_in);
  bounce_features_add_signs (&features, lead_in->signs, lead_in->n_signs);
  add_example (examples, row->category, &features);
}

/* Of the rows that SKIP leaves, those labelled unknown. */
static GPtrArray *
find_lead_ins (const GPtrArray *rows, BounceTrainingSkip skip, gpointer data)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const BounceLabelled *row = rows->pdata[i];

      if (row->category == BOUNCE_CATEGORY_UNKNOWN
          && (skip == NULL || !skip (row, data)))
        g_ptr_array_add (found, rows->pdata[i]);
    }
  return found;
}

static GArray *
make_examples (const GPtrArray *rows, BounceTrainingSkip skip, gpointer data)
{
  GArray *examples = g_array_new (FALSE, FALSE, sizeof (Example));
  g_autoptr (GPtrArray) lead_ins = find_lead_ins (rows, skip, data);
  guint next = 0;

  g_array_set_clear_func (examples, example_clear);
  for (guint i = 0; i < rows->len; i++)
    if (skip == NULL || !skip (rows->pdata[i], data))
      add_row (examples, rows->pdata[i],
               lead_ins->len > 0 ? lead_ins->pdata[next++ % lead_ins->len]
                                 : NULL);
  return examples;
}

/* Brings ORDER into another one, always the same. */
static void
shuffle (guint *order, guint n, guint64 *state)
{
  for (guint i = n; i > 1; i--)
    {
      guint j, other;

      *state = *state * 6364136223846793005u + 1442695040888963407u;
      j = (guint)((*state >> 33) % i);
      other = order[i - 1];
      order[i - 1] = order[j];
      order[j] = other;
    }
}

/* What an example of each category counts: the less the more there are, one on
   average. */
static void
weigh_categories (const GArray *examples,
                  double counts[BOUNCE_MODEL_CATEGORIES])
{
  double n[BOUNCE_MODEL_CATEGORIES] = { 0 }, sum = 0;

  for (guint i = 0; i < examples->len; i++)
    n[g_array_index (examples, Example, i).category]++;
  for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
    {
      counts[c] = 1 / sqrt (n[c] + 1);
      sum += n[c] * counts[c];
    }
  for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES && sum > 0; c++)
    counts[c] *= examples->len / sum;
}

/* One step: the weights of EXAMPLE's features towards its category. */
static void
learn (Weights weights, const Example *example, double rate)
{
  double value = 1 / sqrt (example->n);
  double sum[BOUNCE_MODEL_CATEGORIES] = { 0 };

  for (guint i = 0; i < example->n; i++)
    for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
      sum[c] += weights[example->bucket[i]][c];
  for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
    sum[c] *= value;
  bounce_model_softmax (sum, BOUNCE_MODEL_CATEGORIES);
  sum[example->category] -= 1;
  for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
    sum[c] *= rate * value;
  for (guint i = 0; i < example->n; i++)
    for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
      weights[example->bucket[i]][c] -= sum[c];
}

static void
shrink (Weights weights, double by)
{
  for (guint i = 0; i < BOUNCE_FEATURE_BUCKETS; i++)
    for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
      weights[i][c] *= 1 - by;
}

/* Weights to bytes: the largest becomes 127 or -127. */
static void
fit_bytes (BounceModel *model, Weights weights)
{
  double most = 0;

  for (guint i = 0; i < BOUNCE_FEATURE_BUCKETS; i++)
    for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
      most = MAX (most, fabs (weights[i][c]));
  model->scale = most > 0 ? most / 127 : 1;
  for (guint i = 0; i < BOUNCE_FEATURE_BUCKETS; i++)
    for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
      model->weight[i][c] = (gint8)floor (weights[i][c] / model->scale + 0.5);
}

void
bounce_training_run (BounceModel *model, const GPtrArray *rows,
                     BounceTrainingSkip skip, gpointer data)
{
  g_autoptr (GArray) examples = make_examples (rows, skip, data);
  g_autofree guint *order = NULL;
  double (*weights)[BOUNCE_MODEL_CATEGORIES] = g_malloc0 (sizeof (Weights));
  double counts[BOUNCE_MODEL_CATEGORIES];
  guint64 state = 1;

  weigh_categories (examples, counts);
  order = g_new (guint, MAX (examples->len, 1));
  for (guint i = 0; i < examples->len; i++)
    order[i] = i;
  for (guint epoch = 0; epoch < EPOCHS; epoch++)
    {
      double rate = RATE * (EPOCHS - epoch) / EPOCHS;

      shuffle (order, examples->len, &state);
      for (guint i = 0; i < examples->len; i++)
        {
          const Example *example = &g_array_index (examples, Example, order[i]);

          learn (weights, example, rate * counts[example->category]);
        }
      shrink (weights, rate * DECAY);
    }
  fit_bytes (model, weights);
  g_free (weights);
}
