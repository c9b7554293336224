/* Addresses of which a notification says nothing. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_BYSTANDER_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_BYSTANDER_H

#include <glib.h>

#include "model/evidence.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Whether VIEW names EVIDENCE's recipient only at its end, as the one who
   signs it or can be asked. */
gboolean legacy_is_closing (const LegacyView *view,
                            const BounceEvidence *evidence);

/* Drops from LEGACY those of whom VIEW says nothing although it says something
   of others: the other addresses of a header that it shows, and whoever signs
   it. */
void legacy_drop_bystanders (const LegacyView *view, BounceLegacy *legacy);

#endif
