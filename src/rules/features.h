/* What a linear model of wordings looks at: a text's words, pairs of words,
   pairs with a word between, every four letters of a word in a row, and what
   its clauses mean (meaning.h), each hashed to one of 2^16 buckets.  mkmodel
   and likeness count them alike, so both use this. */
#ifndef BOUNCE_RULES_FEATURES_H
#define BOUNCE_RULES_FEATURES_H

#include <glib.h>

#include "model/evidence.h"
#include "model/status.h"

#define BOUNCE_FEATURE_BITS 16
#define BOUNCE_FEATURE_BUCKETS (1u << BOUNCE_FEATURE_BITS)

/* How many features of a text are looked at, at most. */
#define BOUNCE_FEATURES_MAX 4096

/* A set of buckets, in the order in which they were met.  A plain value of
   some 20 KB: it is put on the stack, and nothing is to be freed. */
typedef struct
{
  guint n;
  guint16 bucket[BOUNCE_FEATURES_MAX];
  guint8 seen[BOUNCE_FEATURE_BUCKETS / 8];
} BounceFeatures;

/* Empties FEATURES, which may be uninitialised. */
void bounce_features_clear (BounceFeatures *features);

/* Adds the features of WORDS, LENGTH bytes in the form of text/fold.h. */
void bounce_features_add_words (BounceFeatures *features, const char *words,
                                gsize length);

/* Adds the N numbers at SIGNS, those of a BounceSigns (meaning.h). */
void bounce_features_add_signs (BounceFeatures *features, const guint32 *signs,
                                guint n);

/* Adds the reply code (0: none), the status (X.0.0 counts as none) and the
   refused command (NONE: none). */
void bounce_features_add_codes (BounceFeatures *features, guint reply,
                                BounceStatus status, BounceStage stage);

#endif
