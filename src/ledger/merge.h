/* Merges a batch into a store. */
#ifndef BOUNCE_LEDGER_MERGE_H
#define BOUNCE_LEDGER_MERGE_H

#include <glib.h>

#include "ledger/batch.h"
#include "ledger/circumstances.h"

/* Merges BATCH in one transaction and fills the entries' results.  FALSE with
   ERROR set: nothing of it is stored. */
gboolean bounce_merge (const BounceMerge *merge, BounceBatch *batch,
                       GError **error);

#endif
