/* Events become a standing, under a policy.  Pure: the time is an argument. */
#ifndef BOUNCE_LEDGER_JUDGE_H
#define BOUNCE_LEDGER_JUDGE_H

#include <glib.h>

#include "ledger/contact.h"
#include "ledger/counts.h"
#include "ledger/policy.h"

/* Makes and frees the strings of a standing. */
void bounce_standing_init (BounceStanding *standing);
void bounce_standing_clear (BounceStanding *standing);

/* One contact under judgement. */
typedef struct
{
  const BouncePolicy *policy;
  const BounceContact *contact;
  BounceStanding *standing;
  gint64 now;
  gint64 floor;   /* what is not later counts for nothing */
  gint64 counted; /* the latest soft bounce that counts */
  gboolean hard;
  gint64 hard_since;
} BounceJudge;

/* Begins with an empty standing.  All arguments must live until the end. */
void bounce_judge_begin (BounceJudge *judge, BounceStanding *standing,
                         const BouncePolicy *policy, gint64 now,
                         const BounceContact *contact);

/* Takes one more event and returns what it weighs.  Events must come in the
   order of bounce_event_time, then of their identities. */
BounceWeight bounce_judge_event (BounceJudge *judge, const BounceEvent *event);

/* Takes COUNTS in the place of all events: only under a policy for which
   bounce_policy_needs_events is FALSE.  The standing has no reason then. */
void bounce_judge_counts (BounceJudge *judge, const BounceCounts *counts);

/* The time before which no event of CATEGORY changes any more in which state
   the contact is; G_MAXINT64 if none does at all. */
gint64 bounce_judge_from (const BounceJudge *judge, BounceCategory category);

/* Ends the judgement and fills in the standing's state. */
void bounce_judge_end (BounceJudge *judge);

/* TRUE if EVENT may be in the counts of CONTACT: it is later than its reset. */
gboolean bounce_judge_is_counted (const BounceContact *contact,
                                  const BounceEvent *event);

#endif
