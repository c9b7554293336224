/* Addresses of which a notification says nothing. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_BYSTANDER_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_BYSTANDER_H

#include <glib.h>

#include "model/evidence.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Whether EVIDENCE's recipient stands in VIEW only as who signs it or is to be
   asked, so far as its last lines tell. */
gboolean legacy_is_closing (const LegacyView *view,
                            const BounceEvidence *evidence);

/* Drops from LEGACY those of whom VIEW says nothing although it does of others:
   the rest of the header that it tells, and who signs it. */
void legacy_drop_bystanders (const LegacyView *view, BounceLegacy *legacy);

#endif
