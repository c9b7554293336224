/* change: resets, erases and suppresses contacts, many in a transaction. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/change.h"
#include "ledger/keep-out.h"
#include "ledger/open.h"

/* Contacts that are to be changed. */
typedef struct
{
  BounceLedger *ledger;
  const char *const *keys;
  guint n;
  gboolean keep_out;
  gint64 now;
  BounceReadDetail detail; /* of the contacts */
  GHashTable *contacts;    /* key -> Found, those that are there */
  GStringChunk *strings;
} Change;

typedef struct
{
  BounceContact contact;
  gint64 latest; /* of what is known of it */
} Found;

/* A BounceRowFunc. */
static void
take_contact (const BounceContact *contact, const BounceEvent *event,
              gpointer data)
{
  Change *change = data;
  Found *found = g_hash_table_lookup (change->contacts, contact->key);
  BounceContact *kept;

  if (found != NULL)
    {
      found->latest = MAX (found->latest, bounce_event_time (event));
      return;
    }
  found = g_new (Found, 1);
  found->latest = MAX (contact->complained, contact->reset);
  if (event != NULL)
    found->latest = MAX (found->latest, bounce_event_time (event));
  kept = &found->contact;
  *kept = *contact;
  kept->key = g_string_chunk_insert (change->strings, contact->key);
  kept->written = g_string_chunk_insert (change->strings, contact->written);
  if (contact->reason != NULL)
    kept->reason = g_string_chunk_insert (change->strings, contact->reason);
  if (contact->counts != NULL)
    kept->counts = g_string_chunk_insert (change->strings, contact->counts);
  g_hash_table_insert (change->contacts, (gpointer)kept->key, found);
}

/* Copies of what is there, by key. */
static GArray *
all_found (const Change *change)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Found));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, change->contacts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_append_val (found, *(Found *)value);
  g_array_sort (found, bounce_contact_compare); /* which begins with it */
  return found;
}

static GArray *
found_contacts (const Change *change)
{
  g_autoptr (GArray) found = all_found (change);
  GArray *contacts = g_array_new (FALSE, FALSE, sizeof (BounceContact));

  for (guint i = 0; i < found->len; i++)
    g_array_append_val (contacts, g_array_index (found, Found, i).contact);
  return contacts;
}

/* The keys, and those of the digests that may have been left of them. */
static GPtrArray *
all_keys (const Change *change)
{
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < change->n; i++)
    {
      g_autofree char *digest = NULL;

      g_ptr_array_add (keys, (gpointer)change->keys[i]);
      if (change->ledger->keep_out == NULL)
        continue;
      digest = bounce_keep_out_key (change->ledger->keep_out, change->keys[i]);
      g_ptr_array_add (keys, g_string_chunk_insert (change->strings, digest));
    }
  return keys;
}

/* Reads the contacts, and locks those that are there, so that no bounce that
   is being counted comes between. */
static gboolean
lock_contacts (Change *change, GError **error)
{
  const BounceLedger *ledger = change->ledger;
  g_autoptr (GPtrArray) keys = all_keys (change);
  g_autoptr (GArray) found = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_hash_table_remove_all (change->contacts);
      if (!ledger->store->read (ledger->handle,
                                (const char *const *)keys->pdata, keys->len,
                                change->detail, take_contact, change, error))
        return FALSE;
      if (i == 1 || ledger->store->locks_at_begin
          || g_hash_table_size (change->contacts) == 0)
        return TRUE;
      found = found_contacts (change);
      if (!ledger->store->lock (ledger->handle, (gpointer)found->data,
                                found->len, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

/* The contacts as they are after a reset, which holds for all that is known of
   them, also by a clock that is ahead of this one; digests are to be erased. */
static void
reset_all (const Change *change, GArray *contacts, GPtrArray *erased)
{
  g_autoptr (GArray) found = all_found (change);

  for (guint i = 0; i < found->len; i++)
    {
      const Found *one = &g_array_index (found, Found, i);
      BounceContact contact = one->contact;

      if (bounce_keep_out_is_key (contact.key))
        {
          g_ptr_array_add (erased, (gpointer)contact.key);
          continue;
        }
      contact.reset = MAX (one->latest, change->now);
      contact.changed = change->now;
      contact.delivered = contact.suppressed = contact.pruned = G_MININT64;
      contact.reason = NULL;
      if (contact.counts != NULL)
        contact.counts = "";
      g_array_append_val (contacts, contact);
    }
}

/* A BounceTransaction. */
static gboolean
reset_contacts (gpointer data, GError **error)
{
  Change *change = data;
  const BounceLedger *ledger = change->ledger;
  g_autoptr (GArray) contacts
      = g_array_new (FALSE, FALSE, sizeof (BounceContact));
  g_autoptr (GPtrArray) erased = g_ptr_array_new ();

  if (!lock_contacts (change, error))
    return FALSE;
  reset_all (change, contacts, erased);
  return (contacts->len == 0
          || ledger->store->upsert_contacts (
              ledger->handle, (gpointer)contacts->data, contacts->len, error))
         && (erased->len == 0
             || ledger->store->erase_contacts (
                 ledger->handle, (const char *const *)erased->pdata,
                 erased->len, error));
}

/* A digest of each contact takes its place. */
static gboolean
upsert_digests (const Change *change, GError **error)
{
  const BounceLedger *ledger = change->ledger;
  g_autoptr (GArray) digests
      = g_array_new (FALSE, FALSE, sizeof (BounceContact));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < change->n; i++)
    {
      BounceContact digest = BOUNCE_CONTACT_INIT;
      g_autofree char *key
          = bounce_keep_out_key (ledger->keep_out, change->keys[i]);

      digest.key = digest.written
          = g_string_chunk_insert (change->strings, key);
      digest.suppressed = digest.changed = change->now;
      if (g_hash_table_add (seen, (gpointer)digest.key))
        g_array_append_val (digests, digest);
    }
  g_array_sort (digests, bounce_contact_compare);
  return ledger->store->upsert_contacts (
      ledger->handle, (gpointer)digests->data, digests->len, error);
}

/* A BounceTransaction. */
static gboolean
erase_contacts (gpointer data, GError **error)
{
  Change *change = data;
  const BounceLedger *ledger = change->ledger;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  if (!lock_contacts (change, error))
    return FALSE;
  for (guint i = 0; i < change->n; i++)
    if (g_hash_table_contains (change->contacts, change->keys[i]))
      g_ptr_array_add (keys, (gpointer)change->keys[i]);
  return (keys->len == 0
          || ledger->store->erase_contacts (ledger->handle,
                                            (const char *const *)keys->pdata,
                                            keys->len, error))
         && (!change->keep_out || upsert_digests (change, error));
}

static gboolean
run_change (BounceLedger *ledger, const char *const *keys, guint n,
            gboolean keep_out, BounceReadDetail detail, BounceTransaction work,
            gboolean *found, GError **error)
{
  Change change = { .ledger = ledger,
                    .keys = keys,
                    .n = n,
                    .keep_out = keep_out,
                    .detail = detail,
                    .now = bounce_ledger_now () };
  gboolean done;

  change.contacts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  change.strings = g_string_chunk_new (4096);
  done = n == 0
         || bounce_store_transact (ledger->store, ledger->handle,
                                   ledger->lock_wait, work, &change, error);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *digest
          = ledger->keep_out != NULL
                ? bounce_keep_out_key (ledger->keep_out, keys[i])
                : NULL;

      found[i] = g_hash_table_contains (change.contacts, keys[i])
                 || (digest != NULL
                     && g_hash_table_contains (change.contacts, digest));
    }
  g_hash_table_destroy (change.contacts);
  g_string_chunk_free (change.strings);
  return done;
}

gboolean
bounce_ledger_reset (BounceLedger *ledger, const char *const *keys, guint n,
                     gboolean *found, GError **error)
{
  return run_change (ledger, keys, n, FALSE, BOUNCE_READ_EVENTS, reset_contacts,
                     found, error);
}

gboolean
bounce_ledger_forget (BounceLedger *ledger, const char *const *keys, guint n,
                      gboolean keep_out, gboolean *found, GError **error)
{
  if (keep_out && ledger->keep_out == NULL)
    {
      g_autofree char *secret = bounce_keep_out_secret ();

      if (!bounce_ledger_store_setting (ledger, BOUNCE_KEEP_OUT_NAME, secret,
                                        error))
        return FALSE;
      ledger->keep_out = g_steal_pointer (&secret);
    }
  return run_change (ledger, keys, n, keep_out, BOUNCE_READ_COUNTS,
                     erase_contacts, found, error);
}

/* A BounceRowFunc: when contacts were reset; G_MAXINT64 for those that get no
   mail by hand already. */
static void
note_reset (const BounceContact *contact, const BounceEvent *event,
            gpointer data)
{
  gint64 reset = contact->reset;
  gint64 *kept;

  (void)event;
  if (g_hash_table_contains (data, contact->key))
    return;
  if (contact->suppressed != G_MININT64 && contact->suppressed >= reset)
    reset = G_MAXINT64;
  kept = g_new (gint64, 1);
  *kept = reset;
  g_hash_table_insert (data, g_strdup (contact->key), kept);
}

gboolean
bounce_ledger_suppress (BounceLedger *ledger, const char *const *addresses,
                        guint n, const char *reason, GError **error)
{
  g_autoptr (BounceBatch) batch = bounce_batch_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GHashTable) resets
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gint64 now = bounce_ledger_now ();

  for (guint i = 0; i < n; i++)
    {
      BounceEntry *entry = bounce_batch_entry (batch, addresses[i]);

      if (entry != NULL)
        g_ptr_array_add (keys, (gpointer)entry->contact.key);
    }
  if (!ledger->store->read (ledger->handle, (const char *const *)keys->pdata,
                            keys->len, BOUNCE_READ_COUNTS, note_reset, resets,
                            error))
    return FALSE;
  batch->complete = TRUE;
  for (guint i = 0; i < batch->entries->len; i++)
    {
      BounceEntry *entry = &g_array_index (batch->entries, BounceEntry, i);
      const gint64 *reset = g_hash_table_lookup (resets, entry->contact.key);

      if (reset != NULL && *reset == G_MAXINT64)
        continue;
      entry->creates = TRUE;
      /* The clock may be behind that of the reset. */
      entry->contact.suppressed = reset != NULL ? MAX (now, *reset) : now;
      if (reason != NULL)
        entry->contact.reason = g_string_chunk_insert (batch->strings, reason);
    }
  return bounce_open_merge (ledger, batch, error);
}
