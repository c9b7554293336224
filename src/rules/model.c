/* model: sums the weights of a text's features to a probability for each
   category.  What is done with it, and when it is sure enough, is the concern
   of likeness. */
#include "config.h"

#include <math.h>

#include "rules/model.h"

#define LN2 0.69314718055994530942

/* e to the power of X, for X <= 0.  The C library's may differ from system to
   system in the last bit, and training would carry that on. */
static double
power_of_e (double x)
{
  double halves, rest, term = 1, sum = 1;

  if (x < -700)
    return 0;
  halves = floor (x / LN2);
  rest = x - halves * LN2;
  for (int i = 1; i < 16; i++)
    {
      term *= rest / i;
      sum += term;
    }
  return ldexp (sum, (int)halves);
}

void
bounce_model_softmax (double *sum, guint n)
{
  double most = sum[0], total = 0;

  for (guint i = 1; i < n; i++)
    most = MAX (most, sum[i]);
  for (guint i = 0; i < n; i++)
    {
      sum[i] = power_of_e (sum[i] - most);
      total += sum[i];
    }
  for (guint i = 0; i < n; i++)
    sum[i] /= total;
}

/* Weights lie far apart: those of the feature after so many are fetched. */
#define AHEAD 6

void
bounce_model_score (const BounceModel *model, const BounceFeatures *features,
                    double probability[BOUNCE_N_CATEGORIES])
{
  gint32 sum[BOUNCE_MODEL_CATEGORIES] = { 0 };

  for (guint i = 0; i < features->n; i++)
    {
      const gint8 *weight = model->weight[features->bucket[i]];

      if (i + AHEAD < features->n)
        __builtin_prefetch (model->weight[features->bucket[i + AHEAD]]);
      for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
        sum[c] += weight[c];
    }
  probability[BOUNCE_CATEGORY_NONE] = 0;
  for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
    probability[c + 1] = sum[c] * model->scale / sqrt (MAX (features->n, 1));
  bounce_model_softmax (probability + 1, BOUNCE_MODEL_CATEGORIES);
}
