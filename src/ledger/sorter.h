/* Many records on their way into a ledger, sorted by contact, so that what is
   written of a file of sorted pages is written once.  Memory is bounded, and so
   is the temporary file. */
#ifndef BOUNCE_LEDGER_SORTER_H
#define BOUNCE_LEDGER_SORTER_H

#include <glib.h>

#include "ledger/ledger.h"

typedef struct BounceSorter BounceSorter;

/* Of records for LEDGER, which must live as long. */
BounceSorter *bounce_sorter_new (BounceLedger *ledger);
void bounce_sorter_free (BounceSorter *sorter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceSorter, bounce_sorter_free)

/* Takes the countable records of RESULT; when it is full it stores what it
   has.  FALSE with ERROR: that failed, see below. */
gboolean bounce_sorter_add (BounceSorter *sorter, const BounceResult *result,
                            GError **error);

/* Stores what it has, in batches of BOUNCE_LEDGER_BATCH, each in a transaction
   of its own.  FALSE with ERROR: batches that were stored before stay, and all
   records may be given again. */
gboolean bounce_sorter_store (BounceSorter *sorter, GError **error);

/* TRUE if it has nothing that is not stored. */
gboolean bounce_sorter_is_empty (const BounceSorter *sorter);

#endif
