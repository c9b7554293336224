/* --explain: a verdict and what led to it, for people. */
#ifndef BOUNCE_OUTPUT_EXPLAIN_H
#define BOUNCE_OUTPUT_EXPLAIN_H

#include <glib.h>

#include "model/record.h"

/* Appends a block for a record whose action is FAILED: a line with the verdict,
   the record's explanation indented, and an empty line. */
void bounce_explain (GString *out, const BounceResult *report,
                     const BounceRecord *record);

#endif
