/* folds: how right a model is on sources that it has not seen, printed as
   "NAME key=value ..." lines that tests/model.sh reads.  A row is wrongly hard
   if the model is for a hard category, is as sure as it takes to be heard
   where nothing else speaks, and the label is soft. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "rules/folds.h"
#include "rules/training.h"

/* Of likeness.c: what a hard verdict takes. */
#define HARD_LEAST 0.8

#define STEPS 10 /* of confidence, a tenth each */

/* Counts of rows. */
typedef struct
{
  guint n, right;
  guint others, others_right; /* not in English */
  guint hard, wrongly_hard;   /* verdicts */
} Counts;

typedef struct
{
  GHashTable *files; /* file -> Counts */
  Counts all;
  struct
  {
    guint n, right;
    double sum; /* of the probabilities */
  } steps[STEPS];
} Measure;

gboolean
bounce_fold_has (const BounceLabelled *row, gpointer data)
{
  const BounceFold *fold = data;

  return g_str_hash (row->source) % fold->of == fold->number;
}

void
bounce_folds_list (const GPtrArray *rows, BounceFold *fold)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const BounceLabelled *row = rows->pdata[i];

      if (bounce_fold_has (row, fold))
        printf ("%s:%u\n", row->file, row->line);
    }
}

static void
count (Counts *counts, const BounceLabelled *row, BounceCategory category,
       double probability)
{
  gboolean right = category == row->category;

  counts->n++;
  counts->right += right;
  if (strcmp (row->language, "en") != 0 && strcmp (row->language, "-") != 0)
    {
      counts->others++;
      counts->others_right += right;
    }
  if (bounce_category_is_hard (category) && probability >= HARD_LEAST)
    {
      counts->hard++;
      counts->wrongly_hard += !bounce_category_is_hard (row->category);
    }
}

static void
judge_row (Measure *measure, const BounceModel *model,
           const BounceLabelled *row)
{
  double probability[BOUNCE_N_CATEGORIES];
  guint best = BOUNCE_CATEGORY_NONE + 1;
  BounceFeatures features;
  Counts *file = g_hash_table_lookup (measure->files, row->file);
  guint step;

  bounce_training_features (&features, row);
  bounce_model_score (model, &features, probability);
  for (guint c = best + 1; c < BOUNCE_N_CATEGORIES; c++)
    if (probability[c] > probability[best])
      best = c;
  if (file == NULL)
    {
      file = g_new0 (Counts, 1);
      g_hash_table_insert (measure->files, (gpointer)row->file, file);
    }
  count (file, row, best, probability[best]);
  count (&measure->all, row, best, probability[best]);
  step = MIN ((guint)(probability[best] * STEPS), STEPS - 1);
  measure->steps[step].n++;
  measure->steps[step].right += best == row->category;
  measure->steps[step].sum += probability[best];
}

static double
percent (guint part, guint n)
{
  return n > 0 ? 100.0 * part / n : 0;
}

static void
print_counts (const char *name, const Counts *counts)
{
  printf ("%s rows=%u right=%.1f others=%u others_right=%.1f hard=%u "
          "wrongly_hard=%u\n",
          name, counts->n, percent (counts->right, counts->n), counts->others,
          percent (counts->others_right, counts->others), counts->hard,
          counts->wrongly_hard);
}

static void
print_measure (const GPtrArray *rows, const Measure *measure)
{
  const char *last = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const char *file = ((const BounceLabelled *)rows->pdata[i])->file;
      const char *slash = strrchr (file, '/');

      if (file != last)
        print_counts (slash != NULL ? slash + 1 : file,
                      g_hash_table_lookup (measure->files, file));
      last = file;
    }
  print_counts ("all", &measure->all);
  for (guint i = 0; i < STEPS; i++)
    if (measure->steps[i].n > 0)
      printf ("sure=0.%u rows=%u right=%.1f expected=%.1f\n", i,
              measure->steps[i].n,
              percent (measure->steps[i].right, measure->steps[i].n),
              100 * measure->steps[i].sum / measure->steps[i].n);
}

void
bounce_folds_measure (const GPtrArray *rows, guint n)
{
  g_autofree BounceModel *model = g_new (BounceModel, 1);
  Measure measure = { 0 };

  measure.files = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (BounceFold fold = { 0, n }; fold.number < n; fold.number++)
    {
      bounce_training_run (model, rows, bounce_fold_has, &fold);
      for (guint i = 0; i < rows->len; i++)
        if (bounce_fold_has (rows->pdata[i], &fold))
          judge_row (&measure, model, rows->pdata[i]);
    }
  print_measure (rows, &measure);
  g_hash_table_unref (measure.files);
}
