/* judge: derives a contact's standing from its events, under a policy.  The
   state of a contact is never stored.  Knows no store and no clock. */
#include "config.h"

#include "ledger/event.h"
#include "ledger/judge.h"

#define SECONDS_A_DAY 86400

void
bounce_standing_init (BounceStanding *standing)
{
  *standing = (BounceStanding){ .id = g_string_new (NULL),
                                .status = g_string_new (NULL),
                                .reply_code = g_string_new (NULL),
                                .evidence = g_string_new (NULL),
                                .diagnostic = g_string_new (NULL),
                                .remote_mta = g_string_new (NULL),
                                .date = G_MININT64 };
}

static void
forget_reason (BounceStanding *standing)
{
  standing->category = BOUNCE_CATEGORY_NONE;
  standing->date = G_MININT64;
  g_string_truncate (standing->id, 0);
  g_string_truncate (standing->status, 0);
  g_string_truncate (standing->reply_code, 0);
  g_string_truncate (standing->evidence, 0);
  g_string_truncate (standing->diagnostic, 0);
  g_string_truncate (standing->remote_mta, 0);
}

static void
reset_standing (BounceStanding *standing)
{
  standing->state = BOUNCE_CONTACT_ACTIVE;
  standing->soft_bounces = 0;
  standing->events = 0;
  forget_reason (standing);
}

void
bounce_standing_clear (BounceStanding *standing)
{
  g_string_free (standing->id, TRUE);
  g_string_free (standing->status, TRUE);
  g_string_free (standing->reply_code, TRUE);
  g_string_free (standing->evidence, TRUE);
  g_string_free (standing->diagnostic, TRUE);
  g_string_free (standing->remote_mta, TRUE);
}

void
bounce_judge_begin (BounceJudge *judge, BounceStanding *standing,
                    const BouncePolicy *policy, gint64 now,
                    const BounceContact *contact)
{
  reset_standing (standing);
  *judge = (BounceJudge){ .policy = policy,
                          .contact = contact,
                          .standing = standing,
                          .now = now,
                          .floor = contact->reset,
                          .counted = G_MININT64 };
  if (policy->delivered == BOUNCE_DELIVERED_CLEAR)
    judge->floor = MAX (judge->floor, contact->delivered);
}

/* TRUE for a soft bounce that does not count, for when it was. */
static gboolean
is_past (const BounceJudge *judge, gint64 time)
{
  const BouncePolicy *policy = judge->policy;
  gint64 window = (gint64)policy->window * SECONDS_A_DAY;
  gint64 spacing = (gint64)policy->spacing * SECONDS_A_DAY;

  if (policy->window > 0 && time < judge->now - window)
    return TRUE;
  if (policy->delivered == BOUNCE_DELIVERED_RESET
      && judge->contact->delivered != G_MININT64
      && time <= judge->contact->delivered)
    return TRUE;
  return policy->spacing > 0 && judge->counted != G_MININT64
         && time < judge->counted + spacing;
}

static BounceWeight
weigh (const BounceJudge *judge, const BounceEvent *event, gint64 time)
{
  const BouncePolicy *policy = judge->policy;
  gboolean hard = bounce_category_is_hard (event->category);

  if (time <= judge->floor
      || !bounce_policy_is_ours (policy, event->id, event->verp))
    return BOUNCE_WEIGHT_NONE;
  if (hard && policy->transient_soft && bounce_event_is_transient (event))
    hard = FALSE;
  if (hard)
    return BOUNCE_WEIGHT_HARD;
  if (policy->uncounted & 1U << event->category || is_past (judge, time))
    return BOUNCE_WEIGHT_NONE;
  return BOUNCE_WEIGHT_SOFT;
}

/* After `hard-for` a hard contact is as after a reset at TIME. */
static void
let_expire (BounceJudge *judge, gint64 time)
{
  gint64 end
      = judge->hard_since + (gint64)judge->policy->hard_for * SECONDS_A_DAY;

  if (!judge->hard || judge->policy->hard_for == 0 || time <= end)
    return;
  judge->hard = FALSE;
  judge->floor = MAX (judge->floor, end);
  judge->counted = G_MININT64;
  judge->standing->soft_bounces = 0;
}

static void
assign (GString *to, const char *text)
{
  g_string_assign (to, text != NULL ? text : "");
}

static void
take_reason (BounceStanding *standing, const BounceEvent *event, gint64 time)
{
  standing->category = event->category;
  standing->date = time;
  assign (standing->id, event->id);
  assign (standing->status, event->status);
  assign (standing->reply_code, event->reply_code);
  assign (standing->evidence, event->evidence);
  assign (standing->diagnostic, event->diagnostic);
  assign (standing->remote_mta, event->remote_mta);
}

BounceWeight
bounce_judge_event (BounceJudge *judge, const BounceEvent *event)
{
  BounceStanding *standing = judge->standing;
  gint64 time = bounce_event_time (event);
  BounceWeight weight;

  if (event->category == BOUNCE_CATEGORY_NONE)
    return BOUNCE_WEIGHT_NONE;
  let_expire (judge, time);
  weight = weigh (judge, event, time);
  standing->events++;
  if (weight == BOUNCE_WEIGHT_SOFT)
    {
      standing->soft_bounces++;
      judge->counted = time;
    }
  if (judge->hard) /* the reason stands */
    return weight;
  take_reason (standing, event, time);
  if (weight == BOUNCE_WEIGHT_HARD
      || standing->soft_bounces >= judge->policy->soft_limit)
    {
      judge->hard = TRUE;
      judge->hard_since = time;
    }
  return weight;
}

gint64
bounce_judge_from (const BounceJudge *judge, BounceCategory category)
{
  const BouncePolicy *policy = judge->policy;
  gint64 from = judge->floor == G_MININT64 ? G_MININT64 : judge->floor + 1;

  if (judge->hard && policy->hard_for == 0)
    return G_MAXINT64;
  if (judge->hard)
    from = judge->hard_since + (gint64)policy->hard_for * SECONDS_A_DAY + 1;
  if (bounce_category_is_hard (category))
    return from;
  if (policy->uncounted & 1U << category)
    return G_MAXINT64;
  if (policy->window > 0)
    from = MAX (from, judge->now - (gint64)policy->window * SECONDS_A_DAY);
  if (policy->delivered == BOUNCE_DELIVERED_RESET
      && judge->contact->delivered != G_MININT64)
    from = MAX (from, judge->contact->delivered + 1);
  if (!judge->hard && judge->counted != G_MININT64)
    from = MAX (from, judge->counted + (gint64)policy->spacing * SECONDS_A_DAY);
  return from;
}

void
bounce_judge_counts (BounceJudge *judge, const BounceCounts *counts)
{
  const BouncePolicy *policy = judge->policy;
  guint64 soft = 0, hard = 0;

  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    {
      const guint64 *n = counts->n[i];

      if (bounce_category_is_hard ((BounceCategory)i))
        {
          hard += n[0] + (policy->transient_soft ? 0 : n[1]);
          soft += policy->transient_soft ? n[1] : 0;
        }
      else if (!(policy->uncounted & 1U << i))
        soft += n[0] + n[1];
    }
  judge->standing->soft_bounces = soft;
  judge->hard = hard > 0 || soft >= policy->soft_limit;
}

void
bounce_judge_end (BounceJudge *judge)
{
  const BounceContact *contact = judge->contact;
  BounceStanding *standing = judge->standing;

  let_expire (judge, judge->now);
  if (judge->hard && contact->pruned > 0)
    standing->soft_bounces += (guint64)contact->pruned;
  if (contact->suppressed != G_MININT64
      && contact->suppressed >= contact->reset)
    {
      forget_reason (standing);
      standing->state = BOUNCE_CONTACT_SUPPRESSED;
      standing->date = contact->suppressed;
      g_string_assign (standing->evidence, "by hand");
      if (contact->reason != NULL)
        g_string_append_printf (standing->evidence, ": %s", contact->reason);
    }
  else if (!judge->policy->complaints_ignored
           && contact->complained > contact->reset)
    {
      forget_reason (standing);
      standing->state = BOUNCE_CONTACT_COMPLAINED;
      standing->date = contact->complained;
      g_string_assign (standing->evidence, "complaint");
    }
  else if (judge->hard)
    standing->state = BOUNCE_CONTACT_HARD;
}

gboolean
bounce_judge_is_counted (const BounceContact *contact, const BounceEvent *event)
{
  return bounce_event_time (event) > contact->reset;
}
