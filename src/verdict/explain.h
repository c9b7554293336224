/* Why a verdict is what it is, in words for the owner of a list. */
#ifndef BOUNCE_VERDICT_EXPLAIN_H
#define BOUNCE_VERDICT_EXPLAIN_H

#include <glib.h>

#include "model/evidence.h"
#include "rules/classify.h"

/* Lines of text: what was said and by whom, what decided, and why the next
   best lost; with LIKENESS also the categories whose wordings are nearest.
   The caller frees it. */
char *bounce_verdict_explain (const BounceEvidence *evidence,
                              const BounceVerdict *verdict, gboolean likeness);

#endif
