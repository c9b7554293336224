/* Why a recipient was judged as it was, for --explain: made in verdict/, put
   into words in output/. */
#ifndef BOUNCE_MODEL_EXPLANATION_H
#define BOUNCE_MODEL_EXPLANATION_H

#include "model/category.h"
#include "model/evidence.h"
#include "model/status.h"

/* What decided. */
typedef enum
{
  BOUNCE_DECIDED_BY_NOTHING,
  BOUNCE_DECIDED_BY_RULE,
  BOUNCE_DECIDED_BY_MEANING,    /* words that no rule has together */
  BOUNCE_DECIDED_BY_BLOCK_LIST, /* its name, and nothing else */
  BOUNCE_DECIDED_BY_STATUS_CODE,
  BOUNCE_DECIDED_BY_REPLY_CODE,
  BOUNCE_DECIDED_BY_LIKE_REPLIES
} BounceDecision;

/* Why another rule that matched did not decide. */
typedef enum
{
  BOUNCE_LOST_TO_AN_EARLIER_RULE,
  BOUNCE_LOST_AS_A_SYMPTOM,    /* its words are vague, a rule's were not */
  BOUNCE_LOST_TO_THE_STATUS,   /* its words are vague, the code is specific */
  BOUNCE_LOST_TO_LIKE_REPLIES, /* its words are vague, too */
  BOUNCE_LOST_TO_THE_MEANING,
  BOUNCE_LOST_TO_DOUBT /* they are vague, and so is what they are like */
} BounceLoss;

/* How many categories of similar replies are shown. */
#define BOUNCE_NEAREST_N 3

/* It and its strings live as long as the result that holds the record; a string
   is NULL where there is nothing to tell. */
struct BounceExplanation
{
  BounceDecision by;
  BounceOrigin origin; /* whose words `text` is */
  const char *text;    /* what was said, as it was written */
  const char *clause;  /* the part of it that decided; NULL: all of it */
  const char *words;   /* the words that decided, as they were written */
  const char *rule;    /* "built-in:12" */
  double confidence;   /* of likeness */
  BounceCategory status_category; /* of the code alone; UNKNOWN: it has none */
  BounceStage stage;
  BounceCategory other; /* the runner-up; NONE: no other rule fitted */
  const char *other_rule;
  const char *other_words; /* as they were written */
  BounceLoss loss;         /* only where there is an OTHER */
  struct
  {
    BounceCategory category; /* NONE: nobody asked */
    double probability;
  } nearest[BOUNCE_NEAREST_N]; /* whose known wordings are most like it */
};

#endif
