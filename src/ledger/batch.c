/* ledger-batch: entries become rows.  Inside one transaction the contacts are
   locked, what is known of them is read, the entries are merged into it in
   memory, and what changed is written.  Both stores thus count alike, and
   neither knows the rules. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/batch.h"
#include "ledger/event.h"

/* The most of a diagnostic that history keeps. */
#define DIAGNOSTIC_MAX 1000

BounceBatch *
bounce_batch_new (void)
{
  BounceBatch *batch = g_new0 (BounceBatch, 1);

  batch->entries = g_array_new (FALSE, TRUE, sizeof (BounceEntry));
  batch->strings = g_string_chunk_new (4096);
  return batch;
}

void
bounce_batch_free (BounceBatch *batch)
{
  if (batch == NULL)
    return;
  g_array_free (batch->entries, TRUE);
  g_string_chunk_free (batch->strings);
  g_free (batch);
}

guint
bounce_batch_size (const BounceBatch *batch)
{
  return batch->entries->len;
}

static const char *
keep (BounceBatch *batch, const char *text)
{
  if (text == NULL || *text == '\0')
    return NULL;
  return g_string_chunk_insert (batch->strings, text);
}

BounceEntry *
bounce_batch_entry (BounceBatch *batch, const char *address)
{
  g_autofree char *key = bounce_contact_key (address);
  g_autofree char *written = bounce_contact_written (address);
  BounceEntry entry
      = { .contact = { .delivered = G_MININT64, .reset = G_MININT64 } };

  entry.contact.key = keep (batch, key);
  entry.contact.written = keep (batch, written);
  g_array_append_val (batch->entries, entry);
  return &g_array_index (batch->entries, BounceEntry, batch->entries->len - 1);
}

void
bounce_batch_set_event (BounceBatch *batch, BounceEntry *entry,
                        const BounceEvent *event)
{
  const char *diagnostic = event->diagnostic;

  entry->has_event = TRUE;
  entry->creates = TRUE;
  entry->event = *event;
  entry->event.id = keep (batch, event->id);
  entry->event.status = keep (batch, event->status);
  entry->event.reply_code = keep (batch, event->reply_code);
  entry->event.evidence = keep (batch, event->evidence);
  entry->event.remote_mta = keep (batch, event->remote_mta);
  entry->event.message_id = keep (batch, event->message_id);
  entry->event.diagnostic = NULL;
  if (diagnostic != NULL && strlen (diagnostic) > DIAGNOSTIC_MAX)
    {
      const char *end = diagnostic + DIAGNOSTIC_MAX;

      while ((*end & 0xC0) == 0x80)
        end--;
      entry->event.diagnostic = g_string_chunk_insert_len (
          batch->strings, diagnostic, end - diagnostic);
    }
  else
    entry->event.diagnostic = keep (batch, diagnostic);
}

void
bounce_batch_add (BounceBatch *batch, const BounceContact *contact,
                  const BounceEvent *event)
{
  BounceEntry *entry = bounce_batch_entry (batch, contact->written);

  entry->creates = TRUE;
  entry->contact.delivered = contact->delivered;
  entry->contact.reset = contact->reset;
  if (event != NULL)
    bounce_batch_set_event (batch, entry, event);
}

/* What is known of a contact of the batch: of its events only the counts. */
typedef struct
{
  BounceContact contact;
  gboolean known;
  gboolean changed;
  guint64 soft;
  guint64 hard;
} Known;

typedef struct
{
  BounceEventRow row;
  gboolean stored; /* the store has a row of it */
  gboolean changed;
} KnownEvent;

/* One attempt at storing a batch. */
typedef struct
{
  const BouncePolicy *policy;
  gint64 now;
  GHashTable *contacts; /* key -> Known */
  GHashTable *events;   /* KnownEvent -> itself */
  GStringChunk *strings;
} Attempt;

typedef struct
{
  BounceBatch *batch;
  const BounceStore *store;
  gpointer handle;
  const BouncePolicy *policy;
  gint64 now;
} Job;

static guint
event_hash (gconstpointer pointer)
{
  const KnownEvent *event = pointer;

  return g_str_hash (event->row.key) * 31 + g_str_hash (event->row.event.id);
}

static gboolean
event_equal (gconstpointer a, gconstpointer b)
{
  const KnownEvent *left = a, *right = b;

  return strcmp (left->row.event.id, right->row.event.id) == 0
         && strcmp (left->row.key, right->row.key) == 0;
}

static KnownEvent *
find_event (Attempt *attempt, const char *key, const char *id)
{
  KnownEvent wanted = { .row = { .key = key, .event = { .id = id } } };

  return g_hash_table_lookup (attempt->events, &wanted);
}

/* Counts EVENT in (SIGN 1) or out (-1). */
static void
count (Attempt *attempt, Known *known, const BounceEvent *event, int sign)
{
  switch (bounce_policy_weigh (attempt->policy, attempt->now, &known->contact,
                               event))
    {
    case BOUNCE_WEIGHT_SOFT:
      known->soft += (guint64)sign;
      break;
    case BOUNCE_WEIGHT_HARD:
      known->hard += (guint64)sign;
      break;
    case BOUNCE_WEIGHT_NONE:
      break;
    }
}

static const char *
attempt_keep (Attempt *attempt, const char *text)
{
  return text != NULL ? g_string_chunk_insert (attempt->strings, text) : NULL;
}

/* Keeps a copy of the stored row of an event that the batch has too. */
static void
keep_stored (Attempt *attempt, KnownEvent *into, const BounceEvent *event)
{
  const char *id = into->row.event.id;

  into->row.event = *event;
  into->row.event.id = id;
  into->row.event.status = attempt_keep (attempt, event->status);
  into->row.event.reply_code = attempt_keep (attempt, event->reply_code);
  into->row.event.evidence = attempt_keep (attempt, event->evidence);
  into->row.event.diagnostic = attempt_keep (attempt, event->diagnostic);
  into->row.event.remote_mta = attempt_keep (attempt, event->remote_mta);
  into->row.event.message_id = attempt_keep (attempt, event->message_id);
  into->stored = TRUE;
}

/* A BounceRowFunc. */
static void
on_row (const BounceContact *contact, const BounceEvent *event, gpointer data)
{
  Attempt *attempt = data;
  Known *known = g_hash_table_lookup (attempt->contacts, contact->key);
  KnownEvent *same;

  if (known == NULL)
    return;
  known->known = TRUE;
  known->contact.delivered = contact->delivered;
  known->contact.reset = contact->reset;
  if (known->contact.written == NULL
      || strcmp (known->contact.written, contact->written) != 0)
    known->contact.written = attempt_keep (attempt, contact->written);
  if (event == NULL)
    return;
  count (attempt, known, event, 1);
  same = find_event (attempt, contact->key, event->id);
  if (same != NULL)
    keep_stored (attempt, same, event);
}

static int
contact_order (gconstpointer a, gconstpointer b)
{
  const BounceContact *left = a, *right = b;

  return strcmp (left->key, right->key);
}

static gboolean
read_known (Attempt *attempt, const Job *job, GError **error)
{
  g_autoptr (GArray) touched
      = g_array_new (FALSE, FALSE, sizeof (BounceContact));
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < job->batch->entries->len; i++)
    {
      BounceEntry *entry = &g_array_index (job->batch->entries, BounceEntry, i);
      const char *key = entry->contact.key;

      if (g_hash_table_lookup (attempt->contacts, key) == NULL)
        {
          Known *known = g_new0 (Known, 1);

          known->contact = entry->contact;
          known->contact.delivered = known->contact.reset = G_MININT64;
          g_hash_table_insert (attempt->contacts, (gpointer)key, known);
          g_ptr_array_add (keys, (gpointer)key);
        }
      if (entry->creates && g_hash_table_add (seen, (gpointer)key))
        g_array_append_val (touched, entry->contact);
      if (entry->has_event
          && find_event (attempt, key, entry->event.id) == NULL)
        {
          KnownEvent *event = g_new0 (KnownEvent, 1);

          event->row.key = key;
          event->row.event.id = entry->event.id;
          g_hash_table_add (attempt->events, event);
        }
    }
  /* Always the same order, so that two processes can't wait for each other. */
  g_array_sort (touched, contact_order);
  return (touched->len == 0
          || job->store->touch (job->handle, (gpointer)touched->data,
                                touched->len, error))
         && (keys->len == 0
             || job->store->read (job->handle, (const char *const *)keys->pdata,
                                  keys->len, on_row, attempt, error));
}

/* The spelling that is first in byte order, and the latest of the dates:
   whatever comes first, the same remains. */
static void
merge_contact (Known *known, const BounceContact *contact)
{
  if (strcmp (contact->written, known->contact.written) < 0)
    {
      known->contact.written = contact->written;
      known->changed = TRUE;
    }
  if (contact->delivered > known->contact.delivered)
    {
      known->contact.delivered = contact->delivered;
      known->changed = TRUE;
    }
  if (contact->reset > known->contact.reset)
    {
      known->contact.reset = contact->reset;
      known->changed = TRUE;
    }
}

/* Takes a second account of an event that is there. */
static void
merge_event (Attempt *attempt, Known *known, KnownEvent *old,
             const BounceEvent *new)
{
  BounceEvent merged = old->row.event;
  int order = bounce_event_compare (new, &old->row.event);

  if (order < 0)
    {
      merged = *new;
      /* What a reset has cleared stays so, unless it turns out worse. */
      if (bounce_event_rank (new) == bounce_event_rank (&old->row.event))
        merged.cleared = old->row.event.cleared;
    }
  else if (order == 0)
    merged.cleared = old->row.event.cleared || new->cleared;
  if (order > 0 || (order == 0 && merged.cleared == old->row.event.cleared))
    return;
  count (attempt, known, &old->row.event, -1);
  old->row.event = merged;
  old->changed = TRUE;
  count (attempt, known, &merged, 1);
}

static void
merge_entry (Attempt *attempt, BounceEntry *entry)
{
  Known *known = g_hash_table_lookup (attempt->contacts, entry->contact.key);

  if (entry->creates)
    {
      known->known = TRUE;
      merge_contact (known, &entry->contact);
    }
  if (entry->has_event)
    {
      KnownEvent *event
          = find_event (attempt, entry->contact.key, entry->event.id);

      if (event->stored || event->changed)
        merge_event (attempt, known, event, &entry->event);
      else
        {
          event->row.event = entry->event;
          event->changed = TRUE;
          count (attempt, known, &entry->event, 1);
        }
    }
  entry->known = known->known;
  entry->soft_bounces = known->soft;
  entry->hard = known->hard > 0 || known->soft >= attempt->policy->soft_limit;
}

static gboolean
write_changed (Attempt *attempt, const Job *job, GError **error)
{
  g_autoptr (GArray) contacts
      = g_array_new (FALSE, FALSE, sizeof (BounceContact));
  g_autoptr (GArray) events
      = g_array_new (FALSE, FALSE, sizeof (BounceEventRow));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, attempt->contacts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Known *)value)->changed)
      g_array_append_val (contacts, ((Known *)value)->contact);
  g_hash_table_iter_init (&iter, attempt->events);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((KnownEvent *)value)->changed)
      g_array_append_val (events, ((KnownEvent *)value)->row);
  g_array_sort (contacts, contact_order);
  return (contacts->len == 0
          || job->store->put_contacts (job->handle, (gpointer)contacts->data,
                                       contacts->len, error))
         && (events->len == 0
             || job->store->put_events (job->handle, (gpointer)events->data,
                                        events->len, error));
}

/* A BounceWork: begins from nothing each time it is tried. */
static gboolean
store_batch (gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (GHashTable) contacts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) events
      = g_hash_table_new_full (event_hash, event_equal, g_free, NULL);
  Attempt attempt
      = { job->policy, job->now, contacts, events, g_string_chunk_new (4096) };
  gboolean done = read_known (&attempt, job, error);

  for (guint i = 0; done && i < job->batch->entries->len; i++)
    merge_entry (&attempt,
                 &g_array_index (job->batch->entries, BounceEntry, i));
  if (done)
    done = write_changed (&attempt, job, error);
  g_string_chunk_free (attempt.strings);
  return done;
}

gboolean
bounce_batch_store (BounceBatch *batch, const BounceStore *store,
                    gpointer handle, const BouncePolicy *policy, gint64 now,
                    GError **error)
{
  Job job = { batch, store, handle, policy, now };

  if (batch->entries->len == 0)
    return TRUE;
  return bounce_store_transact (store, handle, store_batch, &job, error);
}
