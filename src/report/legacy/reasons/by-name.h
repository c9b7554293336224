/* Reasons of recipients whom a text calls by their names. */
#ifndef BOUNCE_REPORT_LEGACY_REASONS_BY_NAME_H
#define BOUNCE_REPORT_LEGACY_REASONS_BY_NAME_H

#include <glib.h>

#include "model/evidence.h"

/* If the lines of TEXT tell of each of RECIPIENTS (of BounceEvidence) by his
   name, adds to each those that tell of him, as ORIGIN's words; FALSE: nothing
   was added. */
gboolean legacy_share_by_name (GPtrArray *recipients, const char *text,
                               BounceOrigin origin);

#endif
