/* What is done with results: printed, counted, explained or only looked at, and
   recorded in the ledger. */
#ifndef BOUNCE_CAT_SINK_H
#define BOUNCE_CAT_SINK_H

#include <glib.h>

#include "cat/options.h"
#include "cat/work.h"
#include "ledger/ledger.h"

typedef struct BounceOutlet BounceOutlet;

/* LINE and LEDGER (may be NULL) are borrowed. */
BounceOutlet *bounce_outlet_new (const BounceCommandLine *line,
                                 BounceLedger *ledger);
void bounce_outlet_free (BounceOutlet *outlet);

/* Fills in all of SINK but what speaks to the user, and prints what stands
   before the first record.  FALSE with ERROR. */
gboolean bounce_outlet_begin (BounceOutlet *outlet, BounceSink *sink,
                              GError **error);

/* Prints what stands behind the last record.  FALSE with ERROR, also where a
   delivery had failed (domains G_FILE_ERROR, BOUNCE_LEDGER_ERROR). */
gboolean bounce_outlet_end (BounceOutlet *outlet, GError **error);

/* TRUE if a failed recipient was among the results (--quiet). */
gboolean bounce_outlet_found (const BounceOutlet *outlet);

#endif
