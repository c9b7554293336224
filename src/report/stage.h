/* Which SMTP command was refused (RFC 5321). */
#ifndef BOUNCE_REPORT_STAGE_H
#define BOUNCE_REPORT_STAGE_H

#include "model/evidence.h"

/* The command that the FOLDED text (bounce_fold_line) names. */
BounceStage bounce_stage_in (const char *folded);

/* The one at which EVIDENCE was refused: what is known, else what its words
   say, the most trusted first.  It takes a search: few rules ask for it. */
BounceStage bounce_stage_of (const BounceEvidence *evidence);

#endif
