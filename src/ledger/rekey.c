/* rekey: merges contacts of schema version 1 that are two spellings of one
   address, once in the life of a ledger. */
#include "config.h"

#include <string.h>

#include "ledger/keep-out.h"
#include "ledger/rekey.h"
#include "text/address-key.h"

#define RANGE 1000

typedef struct
{
  GString *last;  /* the key that was read last */
  guint rows;     /* contacts of the range under way */
  GPtrArray *old; /* keys that are no more, owned */
} Search;

/* TRUE if the key of version 1 may not be that of version 2. */
static gboolean
may_differ (const char *key)
{
  gsize length = strlen (key);

  return !g_str_is_ascii (key) || strpbrk (key, "\"<:\\") != NULL
         || strstr (key, "xn--") != NULL || key[length - 1] == '.';
}

/* A BounceRowFunc. */
static void
find_old (const BounceContact *contact, const BounceEvent *event, gpointer data)
{
  Search *search = data;
  g_autofree char *key = NULL;

  (void)event;
  if (strcmp (search->last->str, contact->key) == 0)
    return;
  g_string_assign (search->last, contact->key);
  search->rows++;
  if (!may_differ (contact->key) || bounce_keep_out_is_key (contact->key))
    return;
  key = bounce_address_key (contact->written);
  if (key != NULL && strcmp (key, contact->key) != 0)
    g_ptr_array_add (search->old, g_strdup (contact->key));
}

/* A BounceRowFunc. */
static void
take_row (const BounceContact *contact, const BounceEvent *event, gpointer data)
{
  bounce_batch_add (data, contact, event);
}

typedef struct
{
  BounceLedger *ledger;
  const char *const *keys;
  guint n;
} Erasure;

/* A BounceTransaction. */
static gboolean
erase (gpointer data, GError **error)
{
  const Erasure *erasure = data;

  return erasure->ledger->store->erase_contacts (
      erasure->ledger->handle, erasure->keys, erasure->n, error);
}

/* First they are there twice, then under their new key alone. */
static gboolean
move_contacts (BounceLedger *ledger, const GPtrArray *old, GError **error)
{
  g_autoptr (BounceBatch) batch = bounce_batch_new ();
  Erasure erasure = { ledger, (const char *const *)old->pdata, old->len };

  batch->complete = TRUE;
  return ledger->store->read (ledger->handle, erasure.keys, erasure.n,
                              BOUNCE_READ_ALL, take_row, batch, error)
         && bounce_open_merge (ledger, batch, error)
         && bounce_store_transact (ledger->store, ledger->handle,
                                   ledger->lock_wait, erase, &erasure, error);
}

gboolean
bounce_ledger_rekey (BounceLedger *ledger, GError **error)
{
  Search search = { g_string_new (NULL), 0, NULL };
  gboolean done;

  do
    {
      g_autofree char *after = g_strdup (search.last->str);

      search.rows = 0;
      search.old = g_ptr_array_new_with_free_func (g_free);
      done = ledger->store->read_after (ledger->handle, after, RANGE,
                                        BOUNCE_READ_COUNTS, find_old, &search,
                                        error);
      if (done && search.old->len > 0)
        done = move_contacts (ledger, search.old, error);
      g_ptr_array_free (search.old, TRUE);
    }
  while (done && search.rows == RANGE);
  g_string_free (search.last, TRUE);
  if (!done
      || !bounce_ledger_store_setting (ledger, BOUNCE_SETTING_KEYS, "2", error))
    return FALSE;
  ledger->keys_are_old = FALSE;
  return TRUE;
}
