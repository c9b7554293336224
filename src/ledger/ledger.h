/* The ledger: contacts, the bounces behind them, and the policy that makes a
   contact hard.  One interface, two stores, chosen by the URI.  A BounceLedger
   is for one thread at a time; any number of processes may open the same
   ledger. Errors have the domain BOUNCE_LEDGER_ERROR (contact.h). */
#ifndef BOUNCE_LEDGER_LEDGER_H
#define BOUNCE_LEDGER_LEDGER_H

#include <glib.h>

#include "ledger/batch.h"
#include "ledger/contact.h"
#include "ledger/policy.h"
#include "ledger/store.h"

typedef struct BounceLedger BounceLedger;

/* How long to wait for a busy ledger, if nobody says. */
#define BOUNCE_LEDGER_LOCK_WAIT 30
#define BOUNCE_LEDGER_LOCK_WAIT_MAX 86400

typedef struct
{
  BounceOpenMode mode;
  guint lock_wait;                   /* seconds */
  const BouncePolicyOptions *policy; /* may be NULL */
  /* A stored setting that can't be read is ignored, so that it can be mended.
   */
  gboolean repair;
} BounceLedgerOptions;

/* Opens URI (NULL: $BOUNCECAT_LEDGER, else the default file).  NULL with ERROR
   set if it can't be opened.  Free with bounce_ledger_free. */
BounceLedger *bounce_ledger_open (const char *uri,
                                  const BounceLedgerOptions *options,
                                  GError **error);
void bounce_ledger_free (BounceLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceLedger, bounce_ledger_free)

/* How many records make a batch: what bounds a transaction. */
#define BOUNCE_LEDGER_BATCH 5000

/* Records every countable record of the N results in one transaction, and
   fills in the records' soft_bounces and contact.  FALSE with ERROR: nothing
   of the batch is stored, it may be given again. */
gboolean bounce_ledger_add (BounceLedger *ledger, BounceResult *const *results,
                            guint n, GError **error);

/* Merges BATCH, for `import`, in one transaction.  FALSE with ERROR set:
   nothing of it is stored. */
gboolean bounce_ledger_merge (BounceLedger *ledger, BounceBatch *batch,
                              GError **error);

/* Sets *EMPTY: whether no contact is in it.  FALSE with ERROR set if that can't
   be read. */
gboolean bounce_ledger_is_empty (BounceLedger *ledger, gboolean *empty,
                                 GError **error);

/* The settings' names, of the policy and of what else an export keeps,
   NULL-terminated; static. */
const char *const *bounce_ledger_setting_names (void);

/* The value of NAME that holds in this run, as `set` takes it; NULL if there
   is none.  The caller frees it. */
char *bounce_ledger_setting (const BounceLedger *ledger, const char *name);

/* The same, but what the ledger has stored (else the default). */
char *bounce_ledger_stored_setting (const BounceLedger *ledger,
                                    const char *name);

/* What is to be said of the bounces that were read, for people; NULL: nothing.
   The caller frees it. */
char *bounce_ledger_remark (const BounceLedger *ledger);

/* Stores NAME = VALUE in the ledger.  FALSE with ERROR set if there is no such
   setting or value, or if storing fails. */
gboolean bounce_ledger_set (BounceLedger *ledger, const char *name,
                            const char *value, GError **error);

#endif
