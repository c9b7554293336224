/* A batch goes into a store. */
#ifndef BOUNCE_LEDGER_MERGE_H
#define BOUNCE_LEDGER_MERGE_H

#include <glib.h>

#include "ledger/batch.h"
#include "ledger/policy.h"
#include "ledger/store.h"

/* Where, and under which circumstances.  A plain value. */
typedef struct
{
  const BounceStore *store;
  gpointer handle;
  guint lock_wait;
  const BouncePolicy *policy;
  gint64 now;
  gint64 pruned;        /* an older event that is not there counts nothing;
                           G_MININT64: never pruned */
  GHashTable *domains;  /* keys of domains that are suppressed, or NULL */
  const char *keep_out; /* the key of keep-out digests, or NULL */
} BounceMerge;

/* Merges BATCH in one transaction and fills the entries' results.  FALSE:
   nothing of it is stored. */
gboolean bounce_merge (const BounceMerge *merge, BounceBatch *batch,
                       GError **error);

#endif
