/* A verdict and its evidence to the reason that people are told. */
#ifndef BOUNCE_VERDICT_EXPLANATION_H
#define BOUNCE_VERDICT_EXPLANATION_H

#include "model/explanation.h"
#include "rules/classify.h"

/* Of the VERDICT that MATCHER's rules gave of EVIDENCE; the memory is
   RESULT's.  LIKENESS: the nearest categories are to be told. */
const BounceExplanation *
bounce_explanation_make (BounceResult *result, const BounceEvidence *evidence,
                         const BounceVerdict *verdict, BounceMatcher *matcher,
                         gboolean likeness);

#endif
