/* What the model of likeness.h reads of a recipient's evidence. */
#ifndef BOUNCE_RULES_ANSWER_H
#define BOUNCE_RULES_ANSWER_H

#include "rules/clauses.h"

/* So many bytes of it count: the beginning says why. */
#define BOUNCE_ANSWER_MAX 600

/* Runs MATCHER on what the most trusted origin said in EVIDENCE (settled),
   which *ORIGIN then names; it costs nothing if MATCHER ran on that last. FALSE
   if no origin said a word, or if MATCHER would have to run and MAY_READ is not
   set. */
gboolean bounce_answer_read (BounceMatcher *matcher,
                             const BounceEvidence *evidence, gboolean may_read,
                             BounceOrigin *origin);

#endif
