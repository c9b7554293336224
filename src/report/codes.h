/* The codes in the evidence of a recipient. */
#ifndef BOUNCE_REPORT_CODES_H
#define BOUNCE_REPORT_CODES_H

#include "model/evidence.h"

/* Fills EVIDENCE's `status` and `reply_code` from what was collected, in the
   order of bouncecat-categories(7): the refusing server's own specific code,
   else that of Status:.  To be called once all texts are added. */
void bounce_evidence_settle (BounceEvidence *evidence);

#endif
