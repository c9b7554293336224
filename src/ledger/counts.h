/* How many bounces of each class a contact has.  They are kept for contacts
   with many events, so that one more costs the same however many there are.  A
   policy that does not look at dates needs no more than these counts. */
#ifndef BOUNCE_LEDGER_COUNTS_H
#define BOUNCE_LEDGER_COUNTS_H

#include <glib.h>

#include "ledger/contact.h"

/* A plain value. n[category][1] counts those that a transient=soft policy
   takes as soft, n[category][0] all others. */
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
