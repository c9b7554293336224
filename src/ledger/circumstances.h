/* What merging a batch depends on beside the batch: store, policy and time. */
#ifndef BOUNCE_LEDGER_CIRCUMSTANCES_H
#define BOUNCE_LEDGER_CIRCUMSTANCES_H

#include <glib.h>

#include "ledger/policy.h"
#include "ledger/store.h"

/* A plain value. */
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

#endif
