/* prune: drops, contact by contact, what no longer bears on any state.  What
   states are made of stays: bounces that count, up to the one that made a
   contact hard; of those beyond it the number is kept. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/change.h"
#include "ledger/judge.h"
#include "ledger/known.h"
#include "ledger/open.h"

#define RANGE 500

typedef struct
{
  BounceLedger *ledger;
  gint64 before;
  gint64 now;
  GPtrArray *keys; /* of the range, owned */
  guint64 dropped; /* in this range */
} Prune;

/* A BounceRowFunc. */
static void
take_key (const BounceContact *contact, const BounceEvent *event, gpointer data)
{
  GPtrArray *keys = data;

  (void)event;
  if (keys->len == 0
      || strcmp (g_ptr_array_index (keys, keys->len - 1), contact->key) != 0)
    g_ptr_array_add (keys, g_strdup (contact->key));
}

/* Appends those of KNOWN's events that may go to EVENTS, and takes them out of
   its counts.  They come by time. */
static guint
find_idle (const Prune *prune, BounceKnown *known, GArray *events,
           BounceStanding *standing)
{
  BounceJudge judge;
  guint n = 0;
  gint64 pruned = MAX (known->contact.pruned, 0);

  bounce_judge_begin (&judge, standing, &prune->ledger->policy, prune->now,
                      &known->contact);
  for (guint i = 0; i < known->events->len; i++)
    {
      const BounceEvent *event = &g_array_index (known->events, BounceEvent, i);
      BounceEventRow row = { .key = known->contact.key, .event = *event };
      BounceWeight weight = bounce_judge_event (&judge, event);
      gboolean beyond
          = judge.hard && strcmp (standing->id->str, event->id) != 0;

      /* What has no time of its own would be new if it came again. */
      if (bounce_event_time (event) >= prune->before
          || !bounce_event_has_time (event)
          || (weight != BOUNCE_WEIGHT_NONE && !beyond))
        continue;
      if (weight == BOUNCE_WEIGHT_SOFT)
        pruned++;
      if (bounce_judge_is_counted (&known->contact, event))
        bounce_counts_add (&known->counts, event, -1);
      g_array_append_val (events, row);
      n++;
    }
  if (pruned > 0)
    known->contact.pruned = pruned;
  return n;
}

/* TRUE for a contact of which nothing is left that could be said again. */
static gboolean
is_blank (const Prune *prune, const BounceKnown *known, guint gone)
{
  const BounceContact *contact = &known->contact;

  return gone == known->events->len && contact->complained == G_MININT64
         && contact->suppressed == G_MININT64
         && contact->delivered == G_MININT64
         && (contact->reset == G_MININT64 || contact->reset < prune->before);
}

typedef struct
{
  GArray *contacts; /* of BounceContact: to be written */
  GArray *events;   /* of BounceEventRow: to be erased */
  GPtrArray *blank; /* keys of contacts to be erased */
  guint64 gone;     /* events that go, with or without their contact */
} Idle;

static void
look_at (const Prune *prune, BounceKnown *known, Idle *idle,
         BounceKnowledge *knowledge, BounceStanding *standing)
{
  guint before = idle->events->len;
  guint gone;

  if (!known->stored)
    return;
  if (known->events == NULL)
    known->events = g_array_new (FALSE, FALSE, sizeof (BounceEvent));
  gone = find_idle (prune, known, idle->events, standing);
  idle->gone += gone;
  if (is_blank (prune, known, gone))
    {
      g_array_set_size (idle->events, before);
      g_ptr_array_add (idle->blank, (gpointer)known->contact.key);
      return;
    }
  if (gone == 0)
    return;
  if (known->contact.counts != NULL)
    {
      g_autofree char *counts = bounce_counts_format (&known->counts);

      known->contact.counts
          = g_string_chunk_insert (knowledge->strings, counts);
    }
  g_array_append_val (idle->contacts, known->contact);
}

static gboolean
drop_idle (Prune *prune, const Idle *idle, GError **error)
{
  const BounceLedger *ledger = prune->ledger;

  prune->dropped = idle->gone;
  return (idle->events->len == 0
          || ledger->store->erase_events (ledger->handle,
                                          (gpointer)idle->events->data,
                                          idle->events->len, error))
         && (idle->contacts->len == 0
             || ledger->store->upsert_contacts (ledger->handle,
                                                (gpointer)idle->contacts->data,
                                                idle->contacts->len, error))
         && (idle->blank->len == 0
             || ledger->store->erase_contacts (
                 ledger->handle, (const char *const *)idle->blank->pdata,
                 idle->blank->len, error));
}

static gboolean
read_range (const Prune *prune, BounceKnowledge *knowledge, GError **error)
{
  const BounceLedger *ledger = prune->ledger;
  g_autoptr (GArray) contacts
      = g_array_new (FALSE, FALSE, sizeof (BounceContact));

  for (guint i = 0; i < prune->keys->len; i++)
    {
      BounceContact contact = BOUNCE_CONTACT_INIT;

      contact.key = contact.written = g_ptr_array_index (prune->keys, i);
      bounce_knowledge_contact (knowledge, &contact, NULL);
      g_array_append_val (contacts, contact);
    }
  return ledger->store->lock (ledger->handle, (gpointer)contacts->data,
                              contacts->len, FALSE, error)
         && ledger->store->read (ledger->handle,
                                 (const char *const *)prune->keys->pdata,
                                 prune->keys->len, BOUNCE_READ_EVENTS,
                                 bounce_knowledge_row, knowledge, error);
}

/* A BounceTransaction. */
static gboolean
prune_range (gpointer data, GError **error)
{
  Prune *prune = data;
  BounceKnowledge knowledge;
  BounceStanding standing;
  Idle idle = { g_array_new (FALSE, FALSE, sizeof (BounceContact)),
                g_array_new (FALSE, FALSE, sizeof (BounceEventRow)),
                g_ptr_array_new (), 0 };
  gboolean done;

  bounce_knowledge_init (&knowledge);
  bounce_standing_init (&standing);
  done = read_range (prune, &knowledge, error);
  for (guint i = 0; done && i < prune->keys->len; i++)
    look_at (prune,
             g_hash_table_lookup (knowledge.contacts,
                                  g_ptr_array_index (prune->keys, i)),
             &idle, &knowledge, &standing);
  done = done && drop_idle (prune, &idle, error);
  bounce_standing_clear (&standing);
  bounce_knowledge_clear (&knowledge);
  g_array_free (idle.contacts, TRUE);
  g_array_free (idle.events, TRUE);
  g_ptr_array_free (idle.blank, TRUE);
  return done;
}

/* Remembers BEFORE, first of all: what comes in the meantime is held against
   it. */
static gboolean
remember (BounceLedger *ledger, gint64 before, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, before);

  if (before <= ledger->pruned)
    return TRUE;
  if (!bounce_ledger_store_setting (ledger, BOUNCE_SETTING_PRUNED, value,
                                    error))
    return FALSE;
  ledger->pruned = before;
  return TRUE;
}

gboolean
bounce_ledger_prune (BounceLedger *ledger, gint64 before, guint64 *dropped,
                     GError **error)
{
  Prune prune = { .ledger = ledger,
                  .before = MIN (before, bounce_ledger_now ()),
                  .now = bounce_ledger_now () };
  g_autofree char *after = g_strdup ("");
  gboolean done = remember (ledger, prune.before, error);
  gboolean more = done;

  *dropped = 0;
  while (done && more)
    {
      prune.keys = g_ptr_array_new_with_free_func (g_free);
      done = ledger->store->read_after (ledger->handle, after, RANGE,
                                        BOUNCE_READ_COUNTS, take_key,
                                        prune.keys, error);
      more = done && prune.keys->len == RANGE;
      if (done && prune.keys->len > 0)
        {
          g_free (after);
          after
              = g_strdup (g_ptr_array_index (prune.keys, prune.keys->len - 1));
          done = bounce_store_transact (ledger->store, ledger->handle,
                                        ledger->lock_wait, prune_range, &prune,
                                        error);
          *dropped += prune.dropped;
        }
      g_ptr_array_free (prune.keys, TRUE);
    }
  return done;
}
