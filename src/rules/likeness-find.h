/* What the model (model.h) thinks of a text: which categories' wordings it is
   most like.  Whether that is heard is the business of likeness.h. */
#ifndef BOUNCE_RULES_LIKENESS_FIND_H
#define BOUNCE_RULES_LIKENESS_FIND_H

#include <glib.h>

#include "model/evidence.h"
#include "rules/reading.h"
#include "rules/rules.h"

/* The nearest categories of a text, the nearest first. */
typedef struct
{
  BounceNearest nearest[BOUNCE_LIKENESS_N];
  BounceOrigin origin; /* whose words were looked at */
  GString *words;      /* owned: what it said, folded */
} BounceLikeness;

/* Asks the model about what the refusing server said in EVIDENCE (settled);
   if it said nothing, the reporting MTA; if neither did, the text for people.
   FALSE if there is no text at all; then LIKENESS is as it was.
   bounce_likeness_clear frees what it gets. */
gboolean bounce_likeness_find (BounceMatcher *matcher,
                               const BounceEvidence *evidence,
                               BounceLikeness *likeness);

/* The same of ORIGIN's words, which MATCHER ran on last (bounce_answer_read);
   recalled, if it was asked before. */
void bounce_likeness_form (BounceMatcher *matcher,
                           const BounceEvidence *evidence, BounceOrigin origin,
                           BounceLikeness *likeness);

/* Frees what LIKENESS owns, not LIKENESS. */
void bounce_likeness_clear (BounceLikeness *likeness);

#endif
