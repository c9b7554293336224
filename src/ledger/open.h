/* An open ledger from inside: for the files that implement ledger.h. */
#ifndef BOUNCE_LEDGER_OPEN_H
#define BOUNCE_LEDGER_OPEN_H

#include <glib.h>

#include "ledger/merge.h"
#include "ledger/policy.h"
#include "ledger/store.h"

typedef struct BounceLedger
{
  const BounceStore *store;
  gpointer handle;
  guint lock_wait;
  BouncePolicy stored;   /* what the ledger says */
  BouncePolicy policy;   /* what holds in this run */
  gint64 pruned;         /* the latest prune; G_MININT64: never */
  char *keep_out;        /* the secret of keep-out digests, or NULL */
  gboolean keys_are_old; /* keys are those of an earlier version */
  GHashTable *domains;   /* "@domain" -> BounceDomain, suppressed; or NULL */
} BounceLedger;

/* A domain that gets no mail. */
typedef struct
{
  gint64 since;
  char *reason;
} BounceDomain;

/* The names of settings that are no policy. */
#define BOUNCE_SETTING_PRUNED "pruned"
#define BOUNCE_SETTING_KEYS "keys"

/* The time that policies count from: seconds since 1970. */
gint64 bounce_ledger_now (void);

/* Merges BATCH into LEDGER in one transaction.  FALSE with ERROR set: nothing
   of it is stored. */
gboolean bounce_open_merge (BounceLedger *ledger, BounceBatch *batch,
                            GError **error);

/* Stores NAME = VALUE without a look at either.  FALSE with ERROR set if that
   fails. */
gboolean bounce_ledger_store_setting (BounceLedger *ledger, const char *name,
                                      const char *value, GError **error);

#endif
