/* What is done with reports: printed, counted, explained or only looked at,
   and recorded in the ledger. */
#ifndef BOUNCE_RESULTS_H
#define BOUNCE_RESULTS_H

#include <glib.h>

#include "ledger.h"
#include "options.h"
#include "pipeline.h"

typedef struct BounceResults BounceResults;

/* LINE and LEDGER (may be NULL) are borrowed. */
BounceResults *bounce_results_new (const BounceCommandLine *line,
                                   BounceLedger *ledger);
void bounce_results_free (BounceResults *results);

/* Fills in all of SINK but what speaks to the user, and prints what stands
   before the first record.  FALSE with ERROR. */
gboolean bounce_results_begin (BounceResults *results, BounceSink *sink,
                               GError **error);

/* Prints what stands behind the last record.  FALSE with ERROR, also where a
   delivery had failed (domains G_FILE_ERROR, BOUNCE_LEDGER_ERROR). */
gboolean bounce_results_end (BounceResults *results, GError **error);

/* Whether a failure was among the reports (--quiet). */
gboolean bounce_results_found (const BounceResults *results);

#endif
