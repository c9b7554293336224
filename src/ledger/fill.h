/* The results of a batch's entries: where its contacts stand. */
#ifndef BOUNCE_LEDGER_FILL_H
#define BOUNCE_LEDGER_FILL_H

#include <glib.h>

#include "ledger/batch.h"
#include "ledger/circumstances.h"
#include "ledger/known.h"

/* Fills the results of ENTRY, whose contact is KNOWN, under a policy for which
   bounce_policy_needs_events is FALSE.  STANDING is room to judge in. */
void bounce_fill_entry (const BounceMerge *merge, BounceEntry *entry,
                        const BounceKnown *known, BounceStanding *standing);

/* The same for all entries of BATCH under any policy, after the batch is
   written: they show where their contacts stand after all of it.  FALSE with
   ERROR set if the store fails. */
gboolean bounce_fill_entries (const BounceMerge *merge, BounceBatch *batch,
                              BounceKnowledge *knowledge, GError **error);

#endif
