/* A second opinion, where no rule is sure: which category's wordings a text is
   most like, by the model of model.h.  It may overrule nothing, a reply code,
   a generic status and a weak rule, if it is sure enough: never a strong rule
   or a specific status. */
#ifndef BOUNCE_RULES_LIKENESS_H
#define BOUNCE_RULES_LIKENESS_H

#include "model/evidence.h"
#include "rules/classify.h"

#define BOUNCE_LIKENESS_N 3

/* The nearest categories of a text, the nearest first. */
typedef struct
{
  struct
  {
    BounceCategory category;
    double probability;
  } nearest[BOUNCE_LIKENESS_N];
  BounceOrigin origin; /* whose words were looked at */
  GString *words;      /* owned: what it said, folded */
} BounceLikeness;

/* Asks the model about what the refusing server said in EVIDENCE (settled);
   if it said nothing, the reporting MTA; if neither did, the prose.  FALSE if
   there is no text at all; then LIKENESS is not touched. */
gboolean bounce_likeness_find (BounceMatcher *matcher,
                               const BounceEvidence *evidence,
                               BounceLikeness *likeness);
void bounce_likeness_clear (BounceLikeness *likeness);

/* Changes VERDICT (made by bounce_classify) where the model is surer than what
   it was made by. */
void bounce_likeness_reconsider (BounceMatcher *matcher,
                                 const BounceEvidence *evidence,
                                 BounceVerdict *verdict);

#endif
