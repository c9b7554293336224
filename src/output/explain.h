/* --explain: a verdict and what led to it, for people. */
#ifndef BOUNCE_OUTPUT_EXPLAIN_H
#define BOUNCE_OUTPUT_EXPLAIN_H

#include <glib.h>

#include "model/record.h"

/* Appends a block for a record whose action is FAILED and that has an
   explanation: a line with the verdict, what it means, what decided, and an
   empty line.  For a terminal of WIDTH columns. */
void bounce_explain (GString *out, const BounceResult *result,
                     const BounceRecord *record, guint width, gboolean color);

#endif
