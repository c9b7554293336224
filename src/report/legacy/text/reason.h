/* What a notification tells of a reason, as evidence. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_REASON_H
#define BOUNCE_REPORT_LEGACY_TEXT_REASON_H

#include <glib.h>

#include "model/evidence.h"

/* Adds REASON to EVIDENCE, parted into the refusing server's reply and the
   reporter's own words, whose origin is OWN. */
void legacy_add_reason (BounceEvidence *evidence, const char *reason,
                        BounceOrigin own);

/* Whether TEXT quotes a refusal: "550 5.1.1", "550 <a@b>", "5.2.2". */
gboolean legacy_has_reply (const char *text);

/* The same of one that is final: 5yz, 5.x.x. */
gboolean legacy_has_final_reply (const char *text);

#endif
