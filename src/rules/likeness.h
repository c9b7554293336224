/* A second opinion where no rule is sure: the category whose wordings a text is
   most like, by the model of model.h.  If it is sure enough it decides where
   nothing else did, and overrules a reply code, a generic status, a weak rule,
   or a strong one whose words mean something else and no status bears out.  It
   overrules a specific status only by the refusing server's own words, and
   never to blame an address that the status does not blame. */
#ifndef BOUNCE_RULES_LIKENESS_H
#define BOUNCE_RULES_LIKENESS_H

#include "model/evidence.h"
#include "rules/classify.h"
#include "rules/rules.h"

/* Changes VERDICT, which bounce_classify made of EVIDENCE, where the model is
   surer than what decided; to UNKNOWN where it only casts doubt on that. */
void bounce_likeness_reconsider (BounceMatcher *matcher,
                                 const BounceEvidence *evidence,
                                 BounceVerdict *verdict);

#endif
