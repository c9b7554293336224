/* Records as entries of a batch. */
#ifndef BOUNCE_LEDGER_ENTRY_H
#define BOUNCE_LEDGER_ENTRY_H

#include <glib.h>

#include "ledger/batch.h"
#include "ledger/policy.h"

/* Makes RECORD of RESULT, which is learned NOW, an entry of BATCH: one that
   creates nothing if it counts nothing.  NULL, and none, if it names no
   contact.  The pointer holds until the next entry. */
BounceEntry *bounce_entry_of_record (BounceBatch *batch,
                                     const BouncePolicy *policy, gint64 now,
                                     const BounceResult *result,
                                     const BounceRecord *record);

#endif
