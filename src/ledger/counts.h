/* How many bounces of each class a contact has: kept with contacts that have
   many, so that one more costs the same.  Of the classes every policy without
   dates makes its sums. */
#ifndef BOUNCE_LEDGER_COUNTS_H
#define BOUNCE_LEDGER_COUNTS_H

#include <glib.h>

#include "ledger/contact.h"

/* A plain value; [1] are those that a transient=soft policy softens. */
typedef struct
{
  guint64 n[BOUNCE_N_CATEGORIES][2];
} BounceCounts;

/* Counts EVENT in (SIGN 1) or out (-1). */
void bounce_counts_add (BounceCounts *counts, const BounceEvent *event,
                        int sign);

/* "over-quota=12,relay-error*=1", "" for none; the caller frees it. */
char *bounce_counts_format (const BounceCounts *counts);

/* FALSE if TEXT is nothing that bounce_counts_format writes. */
gboolean bounce_counts_parse (const char *text, BounceCounts *counts);

#endif
