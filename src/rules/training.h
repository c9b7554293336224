/* Labelled replies become a model: softmax regression by stochastic gradient
   descent, in a fixed order, with nothing but IEEE 754 additions,
   multiplications, divisions and square roots: the same rows in the same order
   give the same model, whatever compiler and system. */
#ifndef BOUNCE_RULES_TRAINING_H
#define BOUNCE_RULES_TRAINING_H

#include <glib.h>

#include "rules/labelled.h"
#include "rules/model.h"

/* Fills FEATURES with those of ROW: its words, what they mean, and its codes.
 */
void bounce_training_features (BounceFeatures *features,
                               const BounceLabelled *row);

/* TRUE if training is to leave out ROW; DATA is the caller's. */
typedef gboolean (*BounceTrainingSkip) (const BounceLabelled *row,
                                        gpointer data);

/* Trains MODEL on ROWS but those that SKIP (or NULL) names. */
void bounce_training_run (BounceModel *model, const GPtrArray *rows,
                          BounceTrainingSkip skip, gpointer data);

#endif
