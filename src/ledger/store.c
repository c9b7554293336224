/* store: runs work in a transaction, again where the store met a conflict with
   another process.  The waits grow and are never the same in two processes. */
#include "config.h"

#include <glib.h>

#include "ledger/store.h"

#define WAIT_MAX_MICROSECONDS 200000

static gboolean
attempt (const BounceStore *store, gpointer handle, BounceTransaction work,
         gpointer data, GError **error)
{
  if (!store->begin (handle, error))
    return FALSE;
  if (work (data, error) && store->commit (handle, error))
    return TRUE;
  store->rollback (handle);
  return FALSE;
}

gboolean
bounce_store_transact (const BounceStore *store, gpointer handle,
                       guint patience, BounceTransaction work, gpointer data,
                       GError **error)
{
  gint64 deadline = g_get_monotonic_time () + (gint64)patience * G_USEC_PER_SEC;
  gint32 wait = 2000;

  for (;;)
    {
      GError *failure = NULL;

      if (attempt (store, handle, work, data, &failure))
        return TRUE;
      if (!store->may_retry (handle) || g_get_monotonic_time () > deadline)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_error_free (failure);
      g_usleep ((gulong)g_random_int_range (1000, wait));
      wait = MIN (wait * 2, WAIT_MAX_MICROSECONDS);
    }
}
