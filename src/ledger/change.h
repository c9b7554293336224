/* Contacts changed by hand.  Each function takes any number of keys in one
   transaction.  FALSE with ERROR set (domain BOUNCE_LEDGER_ERROR): then nothing
   has changed.  Keys are those of bounce_address_key. */
#ifndef BOUNCE_LEDGER_CHANGE_H
#define BOUNCE_LEDGER_CHANGE_H

#include <glib.h>

#include "ledger/ledger.h"

/* The N contacts with KEYS are active again, count at zero, history kept; what
   bounced before this moment counts no more, also if it comes later.  FOUND[i]
   tells whether the ledger knows one. */
gboolean bounce_ledger_reset (BounceLedger *ledger, const char *const *keys,
                              guint n, gboolean *found, GError **error);

/* Erases the contacts and their history.  KEEP_OUT: a digest of each remains,
   also of one that is not there, so that it gets no mail. */
gboolean bounce_ledger_forget (BounceLedger *ledger, const char *const *keys,
                               guint n, gboolean keep_out, gboolean *found,
                               GError **error);

/* From now on the N ADDRESSES ("@domain": all addresses of it) get no mail, for
   REASON (may be NULL).  One that is suppressed already stays as it is. */
gboolean bounce_ledger_suppress (BounceLedger *ledger,
                                 const char *const *addresses, guint n,
                                 const char *reason, GError **error);

/* Drops events that were before BEFORE and bear on no state under the ledger's
   policy; an event of before that, which comes later, counts nothing.  DROPPED
   gets their number. */
gboolean bounce_ledger_prune (BounceLedger *ledger, gint64 before,
                              guint64 *dropped, GError **error);

#endif
