/* Which SMTP command was refused (RFC 5321). */
#ifndef BOUNCE_REPORT_STAGE_H
#define BOUNCE_REPORT_STAGE_H

#include "model/evidence.h"

/* The command that the FOLDED text (bounce_fold_line) names; NONE if it names
   none. */
BounceStage bounce_stage_in (const char *folded);

/* The same of TEXT as it was written, also if only its capitals tell it: MAIL
   FROM in a sentence of whatever language. */
BounceStage bounce_stage_told (const char *text);

/* The command at which EVIDENCE was refused: what is known, else what its words
   say, the most trusted first; NONE if nothing tells.  It searches the texts
   and remembers the result in them, so it is asked only when a rule needs it.
 */
BounceStage bounce_stage_of (const BounceEvidence *evidence);

#endif
