/* merge-known: merges new accounts of a contact or an event into what is known
   of it.  The result does not depend on the order in which they come. */
#include "config.h"

#include <string.h>

#include "ledger/event.h"
#include "ledger/judge.h"
#include "ledger/merge-known.h"

static void
take_later (gint64 *date, gint64 new, BounceKnown *known, gint64 now)
{
  if (new <= *date)
    return;
  *date = new;
  known->contact.changed = now;
  known->changed = TRUE;
}

/* The spelling that is first in byte order, and the latest of the dates:
   whatever comes first, the same remains. */
void
bounce_known_merge_contact (BounceKnown *known, const BounceContact *contact,
                            gint64 now)
{
  gint64 reset = known->contact.reset;
  gint64 suppressed = known->contact.suppressed;

  if (strcmp (contact->written, known->contact.written) < 0)
    {
      known->contact.written = contact->written;
      known->changed = TRUE;
    }
  take_later (&known->contact.delivered, contact->delivered, known, now);
  take_later (&known->contact.reset, contact->reset, known, now);
  take_later (&known->contact.complained, contact->complained, known, now);
  take_later (&known->contact.suppressed, contact->suppressed, known, now);
  if (known->contact.suppressed != suppressed)
    known->contact.reason = contact->reason;
  if (known->contact.reset != reset)
    {
      known->contact.pruned = G_MININT64;
      bounce_known_recount (known);
    }
  if (contact->reset == known->contact.reset)
    take_later (&known->contact.pruned, contact->pruned, known, now);
}

/* Counts EVENT in (SIGN 1) or out (-1). */
static void
count (BounceKnown *known, const BounceEvent *event, int sign)
{
  if (bounce_judge_is_counted (&known->contact, event))
    bounce_counts_add (&known->counts, event, sign);
}

/* Takes a second account of an event that is there. */
void
bounce_known_merge_event (BounceKnown *known, BounceKnownEvent *old,
                          const BounceEvent *new)
{
  const BounceEvent *before = &old->row.event;
  BounceEvent merged = *before;
  gboolean differs = FALSE;

  if (bounce_event_compare (new, before) < 0)
    {
      merged = *new;
      /* It is news only if it is another verdict. */
      if (bounce_event_rank (new) == bounce_event_rank (before))
        merged.seen = MIN (new->seen, before->seen);
      differs = TRUE;
    }
  merged.verp = before->verp || new->verp;
  if (!differs && merged.verp == before->verp)
    return;
  count (known, before, -1);
  old->row.event = merged;
  old->changed = TRUE;
  count (known, &merged, 1);
  if (known->events != NULL && old->place > 0)
    g_array_index (known->events, BounceEvent, old->place - 1) = merged;
}

void
bounce_known_add_event (BounceKnown *known, BounceKnownEvent *event,
                        const BounceEvent *new)
{
  event->row.event = *new;
  event->changed = TRUE;
  count (known, new, 1);
  if (known->events == NULL)
    return;
  g_array_append_val (known->events, *new);
  event->place = known->events->len;
}
