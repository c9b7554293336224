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
#include "rules/reading.h"

/* The nearest categories of a text, the nearest first. */
typedef struct
{
  BounceNearest nearest[BOUNCE_LIKENESS_N];
  BounceOrigin origin; /* whose words were looked at */
  GString *words;      /* owned: what it said, folded */
} BounceLikeness;

/* Asks the model about what the refusing server said in EVIDENCE (settled);
   if it said nothing, the reporting MTA; if neither did, the text for people.
   FALSE if there is no text at all; then LIKENESS is as it was. */
gboolean bounce_likeness_find (BounceMatcher *matcher,
                               const BounceEvidence *evidence,
                               BounceLikeness *likeness);
/* Frees what LIKENESS owns, not LIKENESS. */
void bounce_likeness_clear (BounceLikeness *likeness);

/* Changes VERDICT, which bounce_classify made of EVIDENCE, where the model is
   surer than what decided; to UNKNOWN where it only casts doubt on that. */
void bounce_likeness_reconsider (BounceMatcher *matcher,
                                 const BounceEvidence *evidence,
                                 BounceVerdict *verdict);

#endif
