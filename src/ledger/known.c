/* known: keeps rows of a store in memory, by contact and by event, during one
   attempt at merging a batch. */
#include "config.h"

#include <string.h>

#include "ledger/judge.h"
#include "ledger/known.h"

/* A contact with more events than this has counts. */
#define MANY_EVENTS 64

static guint
event_hash (gconstpointer pointer)
{
  const BounceKnownEvent *event = pointer;

  return g_str_hash (event->row.key) * 31 + g_str_hash (event->row.event.id);
}

static gboolean
event_equal (gconstpointer a, gconstpointer b)
{
  const BounceKnownEvent *left = a, *right = b;

  return strcmp (left->row.event.id, right->row.event.id) == 0
         && strcmp (left->row.key, right->row.key) == 0;
}

static void
free_known (gpointer pointer)
{
  BounceKnown *known = pointer;

  if (known->events != NULL)
    g_array_free (known->events, TRUE);
  g_free (known);
}

void
bounce_knowledge_init (BounceKnowledge *knowledge)
{
  knowledge->contacts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_known);
  knowledge->events
      = g_hash_table_new_full (event_hash, event_equal, g_free, NULL);
  knowledge->strings = g_string_chunk_new (4096);
}

void
bounce_knowledge_clear (BounceKnowledge *knowledge)
{
  g_hash_table_destroy (knowledge->contacts);
  g_hash_table_destroy (knowledge->events);
  g_string_chunk_free (knowledge->strings);
}

BounceKnown *
bounce_knowledge_contact (BounceKnowledge *knowledge,
                          const BounceContact *contact, gboolean *new)
{
  BounceKnown *known = g_hash_table_lookup (knowledge->contacts, contact->key);

  if (new != NULL)
    *new = known == NULL;
  if (known != NULL)
    return known;
  known = g_new0 (BounceKnown, 1);
  known->contact = (BounceContact)BOUNCE_CONTACT_INIT;
  known->contact.key = contact->key;
  known->contact.written = contact->written;
  known->countable = TRUE;
  g_hash_table_insert (knowledge->contacts, (gpointer)contact->key, known);
  return known;
}

BounceKnownEvent *
bounce_knowledge_find_event (const BounceKnowledge *knowledge, const char *key,
                             const char *id)
{
  BounceKnownEvent wanted = { .row = { .key = key, .event = { .id = id } } };

  return g_hash_table_lookup (knowledge->events, &wanted);
}

BounceKnownEvent *
bounce_knowledge_event (BounceKnowledge *knowledge, const char *key,
                        const char *id)
{
  BounceKnownEvent *event = bounce_knowledge_find_event (knowledge, key, id);

  if (event != NULL)
    return event;
  event = g_new0 (BounceKnownEvent, 1);
  event->row.key = key;
  event->row.event.id = id;
  g_hash_table_add (knowledge->events, event);
  return event;
}

static const char *
keep_string (BounceKnowledge *knowledge, const char *text)
{
  return text != NULL ? g_string_chunk_insert (knowledge->strings, text) : NULL;
}

static void
keep_event (BounceKnowledge *knowledge, BounceEvent *event)
{
  event->status = keep_string (knowledge, event->status);
  event->reply_code = keep_string (knowledge, event->reply_code);
  event->evidence = keep_string (knowledge, event->evidence);
  event->diagnostic = keep_string (knowledge, event->diagnostic);
  event->remote_mta = keep_string (knowledge, event->remote_mta);
  event->message_id = keep_string (knowledge, event->message_id);
}

/* The first row of a contact. */
static void
take_contact (BounceKnowledge *knowledge, BounceKnown *known,
              const BounceContact *contact)
{
  const char *key = known->contact.key;

  known->known = known->stored = TRUE;
  known->contact = *contact;
  known->contact.key = key;
  known->contact.written = keep_string (knowledge, contact->written);
  known->contact.reason = keep_string (knowledge, contact->reason);
  known->contact.counts = keep_string (knowledge, contact->counts);
  known->counts = (BounceCounts){ 0 };
  if (contact->counts == NULL)
    known->events = g_array_new (FALSE, FALSE, sizeof (BounceEvent));
  else
    known->countable = bounce_counts_parse (contact->counts, &known->counts);
}

void
bounce_knowledge_row (const BounceContact *contact, const BounceEvent *event,
                      gpointer data)
{
  BounceKnowledge *knowledge = data;
  BounceKnown *known = g_hash_table_lookup (knowledge->contacts, contact->key);
  BounceKnownEvent *same;
  BounceEvent kept;

  if (known == NULL)
    return;
  if (!known->stored)
    take_contact (knowledge, known, contact);
  if (event == NULL)
    return;
  if (known->events == NULL)
    known->events = g_array_new (FALSE, FALSE, sizeof (BounceEvent));
  kept = *event;
  kept.id = keep_string (knowledge, event->id);
  keep_event (knowledge, &kept);
  g_array_append_val (known->events, kept);
  same = bounce_knowledge_find_event (knowledge, contact->key, event->id);
  if (same != NULL)
    same->place = known->events->len;
  if (contact->counts == NULL
      && bounce_judge_is_counted (&known->contact, event))
    bounce_counts_add (&known->counts, event, 1);
}

void
bounce_knowledge_event_row (const BounceContact *contact,
                            const BounceEvent *event, gpointer data)
{
  BounceKnowledge *knowledge = data;
  BounceKnownEvent *same
      = bounce_knowledge_find_event (knowledge, contact->key, event->id);
  const char *id;

  if (same == NULL)
    return;
  id = same->row.event.id;
  same->row.event = *event;
  same->row.event.id = id;
  keep_event (knowledge, &same->row.event);
  same->stored = TRUE;
}

void
bounce_known_recount (BounceKnown *known)
{
  known->counts = (BounceCounts){ 0 };
  for (guint i = 0; i < known->events->len; i++)
    {
      const BounceEvent *event = &g_array_index (known->events, BounceEvent, i);

      if (bounce_judge_is_counted (&known->contact, event))
        bounce_counts_add (&known->counts, event, 1);
    }
  known->countable = TRUE;
}

void
bounce_known_update_counts (BounceKnowledge *knowledge, BounceKnown *known)
{
  gboolean many = known->events != NULL && known->events->len > MANY_EVENTS;
  g_autofree char *counts = NULL;

  if (known->contact.counts == NULL && !many)
    return;
  counts = bounce_counts_format (&known->counts);
  if (g_strcmp0 (counts, known->contact.counts) == 0)
    return;
  known->new_counts = known->contact.counts == NULL;
  known->contact.counts = g_string_chunk_insert (knowledge->strings, counts);
  known->changed = TRUE;
}
