/* The ledger: contacts, the bounces behind them, and the policy that makes a
   contact hard.  One interface, two stores, chosen by the URI.  DESIGN.md,
   "The ledger".  Not for several threads at once; for any number of
   processes. */
#ifndef BOUNCE_LEDGER_H
#define BOUNCE_LEDGER_H

#include <glib.h>

#include "category.h"
#include "record.h"

typedef struct BounceLedger BounceLedger;

#define BOUNCE_LEDGER_ERROR (bounce_ledger_error_quark ())
GQuark bounce_ledger_error_quark (void);
typedef enum
{
  BOUNCE_LEDGER_ERROR_USAGE,  /* exit 64: a URI or policy value that is none */
  BOUNCE_LEDGER_ERROR_AGAIN,  /* exit 75: busy, unreachable, gone, read-only */
  BOUNCE_LEDGER_ERROR_WRITE,  /* exit 74: the disk is full */
  BOUNCE_LEDGER_ERROR_DATA    /* exit 65: a record or export that is none */
} BounceLedgerError;

/* Policy that overrides the ledger's own settings in this run (options of the
   commands); names as in `bouncetally set`.  NULL members: not given. */
typedef struct
{
  const char *soft_limit;
  const char *window;
  const char *uncounted;
  const char *transient;
  const char *delivered;
  const char *key; /* "original" or "final" */
} BouncePolicyOptions;

/* Opens URI (NULL: $BOUNCECAT_LEDGER, else the default file, made with its
   folders on first use, mode 0600).  NULL with ERROR. */
BounceLedger *bounce_ledger_open (const char *uri,
                                  const BouncePolicyOptions *policy,
                                  GError **error);
void bounce_ledger_free (BounceLedger *ledger);

/* Records every countable record of the N reports in one transaction, and
   fills in the records' soft_bounces and contact.  FALSE with ERROR: nothing
   of the batch is stored, it may be given again. */
gboolean bounce_ledger_add (BounceLedger *ledger, BounceReport *const *reports,
                            guint n, GError **error);

#endif
