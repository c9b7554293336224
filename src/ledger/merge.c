/* merge: writes a batch into a store.  It reads what is known of the batch's
   contacts, merges the entries into that in memory, and writes what changed.
   So both stores count alike, and neither knows the rules. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/event.h"
#include "ledger/fill.h"
#include "ledger/judge.h"
#include "ledger/keep-out.h"
#include "ledger/known.h"
#include "ledger/merge-known.h"
#include "ledger/merge.h"

/* One attempt at storing a batch. */
typedef struct
{
  const BounceMerge *merge;
  BounceBatch *batch;
  gboolean needs_events; /* to say where contacts stand, which somebody asks */
  BounceKnowledge known;
  gboolean changes; /* something is to be written */
} Attempt;

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const BounceEventRow *left = a, *right = b;
  int order = strcmp (left->key, right->key);

  return order != 0 ? order : strcmp (left->event.id, right->event.id);
}

/* The digest that ENTRY's contact would have left, in the batch's strings, as a
   contact; its key is NULL where the ledger keeps none. */
static BounceContact
left_out (const Attempt *attempt, const BounceEntry *entry)
{
  BounceContact contact = BOUNCE_CONTACT_INIT;
  g_autofree char *key = NULL;

  if (attempt->merge->keep_out == NULL)
    return contact;
  key = bounce_keep_out_key (attempt->merge->keep_out, entry->contact.key);
  contact.key = contact.written
      = g_string_chunk_insert_const (attempt->batch->strings, key);
  return contact;
}

/* The contacts and events that the batch is about. */
static void
collect (Attempt *attempt, GPtrArray *keys, GArray *events)
{
  for (guint i = 0; i < attempt->batch->entries->len; i++)
    {
      BounceEntry *entry
          = &g_array_index (attempt->batch->entries, BounceEntry, i);
      BounceContact digest = left_out (attempt, entry);
      BounceEventRow row
          = { .key = entry->contact.key, .event = { .id = entry->event.id } };
      gboolean new;

      bounce_knowledge_contact (&attempt->known, &entry->contact, &new);
      if (new)
        g_ptr_array_add (keys, (gpointer)entry->contact.key);
      if (digest.key != NULL)
        {
          bounce_knowledge_contact (&attempt->known, &digest, &new);
          if (new)
            g_ptr_array_add (keys, (gpointer)digest.key);
        }
      if (!entry->has_event
          || bounce_knowledge_find_event (&attempt->known, row.key,
                                          row.event.id)
                 != NULL)
        continue;
      bounce_knowledge_event (&attempt->known, row.key, row.event.id);
      g_array_append_val (events, row);
    }
  g_ptr_array_sort (keys, compare_keys);
  g_array_sort (events, compare_events);
}

/* The keys of contacts whose counts have to be made anew: a reset comes with
   the batch that is later than the known one, or they can't be read. */
static GPtrArray *
keys_to_recount (Attempt *attempt)
{
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < attempt->batch->entries->len; i++)
    {
      const BounceEntry *entry
          = &g_array_index (attempt->batch->entries, BounceEntry, i);
      BounceKnown *known
          = bounce_knowledge_contact (&attempt->known, &entry->contact, NULL);

      if (!known->stored || known->events != NULL
          || (known->countable && entry->contact.reset <= known->contact.reset))
        continue;
      known->stored = FALSE; /* the next row is taken as its first */
      known->events = g_array_new (FALSE, FALSE, sizeof (BounceEvent));
      g_ptr_array_add (keys, (gpointer)entry->contact.key);
    }
  return keys;
}

static gboolean
read_known (Attempt *attempt, GError **error)
{
  const BounceMerge *merge = attempt->merge;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GArray) events
      = g_array_new (FALSE, FALSE, sizeof (BounceEventRow));
  g_autoptr (GPtrArray) again = NULL;

  collect (attempt, keys, events);
  if (events->len > 0
      && !merge->store->read_events (merge->handle, (gpointer)events->data,
                                     events->len, bounce_knowledge_event_row,
                                     &attempt->known, error))
    return FALSE;
  if (!merge->store->read (merge->handle, (const char *const *)keys->pdata,
                           keys->len, BOUNCE_READ_COUNTS, bounce_knowledge_row,
                           &attempt->known, error))
    return FALSE;
  again = keys_to_recount (attempt);
  if (again->len > 0
      && !merge->store->read (merge->handle, (const char *const *)again->pdata,
                              again->len, BOUNCE_READ_EVENTS,
                              bounce_knowledge_row, &attempt->known, error))
    return FALSE;
  for (guint i = 0; i < again->len; i++)
    bounce_known_recount (g_hash_table_lookup (attempt->known.contacts,
                                               g_ptr_array_index (again, i)));
  return TRUE;
}

/* TRUE if the event of ENTRY is not to be counted in any case. */
static gboolean
is_passed_over (const Attempt *attempt, const BounceEntry *entry,
                const BounceKnownEvent *event)
{
  return !attempt->batch->complete && entry->kind == BOUNCE_ENTRY_BOUNCE
         && !event->stored && !event->changed
         && bounce_event_time (&entry->event) < attempt->merge->pruned;
}

static void
merge_event (BounceKnown *known, BounceKnownEvent *event,
             const BounceEvent *new)
{
  if (event->stored || event->changed)
    bounce_known_merge_event (known, event, new);
  else
    bounce_known_add_event (known, event, new);
}

/* When the delivery or complaint of ENTRY was.  Without a time of its own it is
   kept as EVENT, and was when it came first, also if its date has passed
   since. */
static gint64
time_of_other (BounceKnown *known, BounceKnownEvent *event,
               const BounceEntry *entry)
{
  gboolean same = (event->stored || event->changed)
                  && event->row.event.date == entry->event.date;

  if (bounce_event_has_time (&entry->event) && !same)
    return entry->event.date;
  merge_event (known, event, &entry->event);
  return bounce_event_time (&event->row.event);
}

static void
merge_changes (const Attempt *attempt, BounceKnown *known,
               BounceKnownEvent *event, const BounceEntry *entry)
{
  BounceContact contact = entry->contact;

  if (entry->kind == BOUNCE_ENTRY_DELIVERY)
    contact.delivered = time_of_other (known, event, entry);
  else if (entry->kind == BOUNCE_ENTRY_COMPLAINT)
    contact.complained = time_of_other (known, event, entry);
  bounce_known_merge_contact (known, &contact, attempt->merge->now);
  if (event != NULL && entry->kind == BOUNCE_ENTRY_BOUNCE)
    merge_event (known, event, &entry->event);
}

static void
merge_entry (Attempt *attempt, BounceEntry *entry, BounceStanding *standing)
{
  BounceContact digest = left_out (attempt, entry);
  BounceKnown *known
      = bounce_knowledge_contact (&attempt->known, &entry->contact, NULL);
  BounceKnownEvent *event = NULL;

  if (digest.key != NULL && !attempt->batch->complete
      && bounce_knowledge_contact (&attempt->known, &digest, NULL)->stored)
    {
      entry->known = TRUE;
      entry->state = BOUNCE_CONTACT_SUPPRESSED;
      return;
    }
  if (!known->stored && known->events == NULL)
    known->events = g_array_new (FALSE, FALSE, sizeof (BounceEvent));
  if (entry->has_event)
    event = bounce_knowledge_event (&attempt->known, entry->contact.key,
                                    entry->event.id);
  if (entry->creates
      && (event == NULL || !is_passed_over (attempt, entry, event)))
    {
      known->changed = known->changed || !known->known;
      known->known = TRUE;
      merge_changes (attempt, known, event, entry);
    }
  if (!attempt->needs_events && !attempt->batch->blind)
    bounce_fill_entry (attempt->merge, entry, known, standing);
}

static void
merge_entries (Attempt *attempt)
{
  BounceStanding standing;

  bounce_standing_init (&standing);
  for (guint i = 0; i < attempt->batch->entries->len; i++)
    {
      BounceEntry *entry
          = &g_array_index (attempt->batch->entries, BounceEntry, i);

      entry->known = FALSE;
      merge_entry (attempt, entry, &standing);
    }
  bounce_standing_clear (&standing);
}

/* The contacts whose rows have changed, or (ALL) those that exist. */
static GArray *
find_contacts (Attempt *attempt, gboolean all)
{
  GArray *contacts = g_array_new (FALSE, FALSE, sizeof (BounceContact));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, attempt->known.contacts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      BounceKnown *known = value;

      if (!known->known)
        continue;
      bounce_known_update_counts (&attempt->known, known);
      if (known->changed || all)
        g_array_append_val (contacts, known->contact);
    }
  g_array_sort (contacts, bounce_contact_compare);
  return contacts;
}

static GArray *
find_events (Attempt *attempt)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (BounceEventRow));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, attempt->known.events);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      BounceKnownEvent *event = value;
      const BounceKnown *known
          = g_hash_table_lookup (attempt->known.contacts, event->row.key);

      if (!event->changed)
        continue;
      event->row.busy = known->contact.counts != NULL;
      g_array_append_val (events, event->row);
    }
  g_array_sort (events, compare_events);
  return events;
}

/* Writes what is new, the events of contacts that have got counts last. */
static gboolean
write_changes (Attempt *attempt, const GArray *contacts, const GArray *events,
               GError **error)
{
  const BounceMerge *merge = attempt->merge;
  g_autoptr (GPtrArray) busy = g_ptr_array_new ();

  for (guint i = 0; i < contacts->len; i++)
    {
      const char *key = g_array_index (contacts, BounceContact, i).key;
      const BounceKnown *known
          = g_hash_table_lookup (attempt->known.contacts, key);

      if (known->new_counts)
        g_ptr_array_add (busy, (gpointer)key);
    }
  return (contacts->len == 0
          || merge->store->upsert_contacts (
              merge->handle, (gpointer)contacts->data, contacts->len, error))
         && (events->len == 0
             || merge->store->upsert_events (
                 merge->handle, (gpointer)events->data, events->len, error))
         && (busy->len == 0
             || merge->store->mark_busy (merge->handle,
                                         (const char *const *)busy->pdata,
                                         busy->len, error));
}

/* Reads and merges, and writes if WRITE.  Else, if there is something to be
   written, the contacts are made and locked, always in the same order, so that
   two processes can't wait for each other. */
static gboolean
try_merge (Attempt *attempt, gboolean write, GError **error)
{
  const BounceMerge *merge = attempt->merge;
  g_autoptr (GArray) contacts = NULL;
  g_autoptr (GArray) events = NULL;

  bounce_knowledge_init (&attempt->known);
  if (!read_known (attempt, error))
    return FALSE;
  merge_entries (attempt);
  contacts = find_contacts (attempt, FALSE);
  events = find_events (attempt);
  attempt->changes = contacts->len > 0 || events->len > 0;
  if (write && !write_changes (attempt, contacts, events, error))
    return FALSE;
  if (write || !attempt->changes)
    return !attempt->needs_events
           || bounce_fill_entries (merge, attempt->batch, &attempt->known,
                                   error);
  g_array_unref (contacts);
  contacts = find_contacts (attempt, TRUE);
  return merge->store->lock (merge->handle, (gpointer)contacts->data,
                             contacts->len, TRUE, error);
}

/* A BounceTransaction: begins from nothing each time it is tried. */
static gboolean
merge_batch (gpointer data, GError **error)
{
  Attempt *attempt = data;
  gboolean first = !attempt->merge->store->locks_at_begin;
  gboolean done = TRUE;

  /* Mail that was counted before takes no lock and writes nothing. */
  attempt->changes = TRUE;
  if (first)
    {
      done = try_merge (attempt, FALSE, error);
      bounce_knowledge_clear (&attempt->known);
    }
  if (!done || !attempt->changes)
    return done;
  done = try_merge (attempt, TRUE, error);
  bounce_knowledge_clear (&attempt->known);
  return done;
}

gboolean
bounce_merge (const BounceMerge *merge, BounceBatch *batch, GError **error)
{
  Attempt attempt
      = { .merge = merge,
          .batch = batch,
          .needs_events
          = !batch->blind && bounce_policy_needs_events (merge->policy) };

  if (batch->entries->len == 0)
    return TRUE;
  return bounce_store_transact (merge->store, merge->handle, merge->lock_wait,
                                merge_batch, &attempt, error);
}
