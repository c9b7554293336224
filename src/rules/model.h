/* A linear model of wordings: a weight for each bucket of features.h and each
   category.  mkmodel makes one at build time, of src/rules/data/labelled; it
   is constant and costs nothing to get. */
#ifndef BOUNCE_RULES_MODEL_H
#define BOUNCE_RULES_MODEL_H

#include <glib.h>

#include "model/category.h"
#include "rules/features.h"

/* BOUNCE_CATEGORY_NONE has no weights: a category's are at its number - 1. */
#define BOUNCE_MODEL_CATEGORIES (BOUNCE_N_CATEGORIES - 1)

typedef struct
{
  double scale; /* what a weight of 1 is worth */
  gint8 weight[BOUNCE_FEATURE_BUCKETS][BOUNCE_MODEL_CATEGORIES];
} BounceModel;

extern const BounceModel bounce_model_builtin;

/* Fills PROBABILITY, by BounceCategory, with what MODEL makes of FEATURES; the
   sum is 1 and that of NONE is 0. */
void bounce_model_score (const BounceModel *model,
                         const BounceFeatures *features,
                         double probability[BOUNCE_N_CATEGORIES]);

/* Turns the N numbers at SUM into their softmax, in place.  It gives the same
   bits wherever doubles are those of IEEE 754, whatever the C library. */
void bounce_model_softmax (double *sum, guint n);

#endif
