/* A verdict and its evidence to the reason that people are told. */
#ifndef BOUNCE_VERDICT_EXPLANATION_H
#define BOUNCE_VERDICT_EXPLANATION_H

#include "model/explanation.h"
#include "rules/classify.h"

/* Explains the VERDICT that MATCHER's rules gave on EVIDENCE.  The explanation
   lives as long as RESULT.  With LIKENESS it names the categories of the most
   similar replies, too. */
const BounceExplanation *
bounce_explanation_make (BounceResult *result, const BounceEvidence *evidence,
                         const BounceVerdict *verdict, BounceMatcher *matcher,
                         gboolean likeness);

#endif
