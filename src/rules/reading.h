/* What a text means (meaning.h), and what the model of wordings thinks of it
   (likeness.h). */
#ifndef BOUNCE_RULES_READING_H
#define BOUNCE_RULES_READING_H

#include "model/category.h"
#include "model/evidence.h"
#include "model/status.h"

typedef struct
{
  BounceCategory category; /* NONE: the text means nothing that is known */
  gboolean weak;           /* a symptom: a specific status is better evidence */
  gboolean vague;          /* that mail was refused, and not why */
  guint cell;              /* the number of the cell, from 1 */
  guint first, last;       /* the words that were read, in the clauses */
} BounceMeaning;

#define BOUNCE_LIKENESS_N 3

typedef struct
{
  BounceCategory category;
  double probability;
} BounceNearest;

/* The nearest categories of words that were said with these codes, the nearest
   first. */
typedef struct
{
  guint reply;
  BounceStatus status;
  BounceStage stage;
  BounceNearest nearest[BOUNCE_LIKENESS_N];
} BounceOpinion;

#endif
