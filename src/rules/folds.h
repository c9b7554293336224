/* Cross-validation of the model: its sources are dealt into folds, and each
   fold is judged by a model that has not seen it. */
#ifndef BOUNCE_RULES_FOLDS_H
#define BOUNCE_RULES_FOLDS_H

#include <glib.h>

#include "rules/labelled.h"

typedef struct
{
  guint number; /* from 0 */
  guint of;
} BounceFold;

/* TRUE if ROW's source is in the fold that DATA, a BounceFold, tells: a
   BounceTrainingSkip (training.h). */
gboolean bounce_fold_has (const BounceLabelled *row, gpointer data);

/* Prints "FILE:LINE" for each row of FOLD, to standard output. */
void bounce_folds_list (const GPtrArray *rows, BounceFold *fold);

/* Deals ROWS (of BounceLabelled) into N folds, trains and judges N times and
   prints to standard output a line for each file, for all rows and for each
   step of confidence. */
void bounce_folds_measure (const GPtrArray *rows, guint n);

#endif
