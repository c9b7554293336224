/* open: what the files that implement ledger.h ask of an open ledger: the time,
   a batch merged, a setting stored.  The clock is looked at here and nowhere
   else. */
#include "config.h"

#include <glib.h>

#include "ledger/merge.h"
#include "ledger/open.h"

gint64
bounce_ledger_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

gboolean
bounce_open_merge (BounceLedger *ledger, BounceBatch *batch, GError **error)
{
  BounceMerge merge = { .store = ledger->store,
                        .handle = ledger->handle,
                        .lock_wait = ledger->lock_wait,
                        .policy = &ledger->policy,
                        .now = bounce_ledger_now (),
                        .pruned = ledger->pruned,
                        .domains = ledger->domains,
                        .keep_out = ledger->keep_out };

  return bounce_merge (&merge, batch, error);
}

typedef struct
{
  BounceLedger *ledger;
  const char *name;
  const char *value;
} NewSetting;

/* A BounceTransaction. */
static gboolean
upsert_setting (gpointer data, GError **error)
{
  const NewSetting *setting = data;

  return setting->ledger->store->upsert_setting (
      setting->ledger->handle, setting->name, setting->value, error);
}

gboolean
bounce_ledger_store_setting (BounceLedger *ledger, const char *name,
                             const char *value, GError **error)
{
  NewSetting setting = { ledger, name, value };

  return bounce_store_transact (ledger->store, ledger->handle,
                                ledger->lock_wait, upsert_setting, &setting,
                                error);
}
