/* The state of a contact that has too many events to read them all. */
#ifndef BOUNCE_LEDGER_BUSY_H
#define BOUNCE_LEDGER_BUSY_H

#include <glib.h>

#include "ledger/circumstances.h"
#include "ledger/counts.h"

/* Sets STANDING's state and soft_bounces, and nothing else of it, for CONTACT,
   which has COUNTS, under MERGE's policy, from what its store has.  Reads as
   many events as decide it; of a contact that is hard, soft_bounces are those
   that were counted until then.  FALSE with ERROR set if the store fails. */
gboolean bounce_busy_judge (const BounceMerge *merge,
                            const BounceContact *contact,
                            const BounceCounts *counts,
                            BounceStanding *standing, GError **error);

#endif
