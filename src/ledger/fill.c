/* fill: tells for each entry of a batch where its contact stands.  Counts are
   enough where a policy does not ask when each bounce was; else the events are
   read, all of them if they are few, otherwise those that matter. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/busy.h"
#include "ledger/event.h"
#include "ledger/fill.h"
#include "ledger/judge.h"

static void
fill_result (const BounceMerge *merge, BounceEntry *entry,
             const BounceKnown *known, BounceContactState state,
             guint64 soft_bounces)
{
  const char *at = strrchr (known->contact.key, '@');

  entry->known = known->known;
  entry->soft_bounces = soft_bounces;
  entry->state = state;
  if (at != NULL && merge->domains != NULL
      && g_hash_table_contains (merge->domains, at))
    entry->state = BOUNCE_CONTACT_SUPPRESSED;
}

void
bounce_fill_entry (const BounceMerge *merge, BounceEntry *entry,
                   const BounceKnown *known, BounceStanding *standing)
{
  BounceJudge judge;

  bounce_judge_begin (&judge, standing, merge->policy, merge->now,
                      &known->contact);
  bounce_judge_counts (&judge, &known->counts);
  bounce_judge_end (&judge);
  fill_result (merge, entry, known, standing->state, standing->soft_bounces);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const BounceEvent *left = a, *right = b;
  gint64 time_a = bounce_event_time (left), time_b = bounce_event_time (right);

  if (time_a != time_b)
    return time_a < time_b ? -1 : 1;
  return strcmp (left->id, right->id);
}

/* Where KNOWN, whose events are all known, stands. */
static void
judge_events (const BounceMerge *merge, BounceKnown *known,
              BounceStanding *standing)
{
  BounceJudge judge;

  bounce_judge_begin (&judge, standing, merge->policy, merge->now,
                      &known->contact);
  if (known->events != NULL)
    g_array_sort (known->events, compare_times);
  for (guint i = 0; known->events != NULL && i < known->events->len; i++)
    bounce_judge_event (&judge, &g_array_index (known->events, BounceEvent, i));
  bounce_judge_end (&judge);
}

/* Judges KNOWN, once for all of its entries. */
static gboolean
judge_known (const BounceMerge *merge, BounceKnown *known,
             BounceStanding *standing, GError **error)
{
  if (known->judged)
    return TRUE;
  if (known->events != NULL || !known->stored)
    judge_events (merge, known, standing);
  else if (!bounce_busy_judge (merge, &known->contact, &known->counts, standing,
                               error))
    return FALSE;
  known->judged = TRUE;
  known->state = standing->state;
  known->soft_bounces = standing->soft_bounces;
  return TRUE;
}

gboolean
bounce_fill_entries (const BounceMerge *merge, BounceBatch *batch,
                     BounceKnowledge *knowledge, GError **error)
{
  BounceStanding standing;
  gboolean done = TRUE;

  bounce_standing_init (&standing);
  for (guint i = 0; done && i < batch->entries->len; i++)
    {
      BounceEntry *entry = &g_array_index (batch->entries, BounceEntry, i);
      BounceKnown *known
          = bounce_knowledge_contact (knowledge, &entry->contact, NULL);

      /* One that was kept out has its result. */
      if (entry->known && !known->known)
        continue;
      done = judge_known (merge, known, &standing, error);
      if (done)
        fill_result (merge, entry, known, known->state, known->soft_bounces);
    }
  bounce_standing_clear (&standing);
  return done;
}
