/* refused: finds a notification that only the rules can tell from other mail
   of a mail system. */
#include "config.h"

#include "report/codes.h"
#include "rules/classify.h"
#include "verdict/refused.h"

/* Whether the words about EVIDENCE are a refusal: a rule, or their meaning,
   says so and does not only hint. */
static gboolean
is_refusal (BounceEvidence *evidence, BounceMatcher *matcher)
{
  BounceVerdict verdict;
  gboolean refusal;

  bounce_evidence_settle (evidence);
  bounce_classify (matcher, evidence, &verdict);
  refusal = verdict.by == BOUNCE_DECIDED_BY_TEXT && !verdict.weak
            && verdict.category != BOUNCE_CATEGORY_UNKNOWN;
  bounce_verdict_clear (&verdict);
  return refusal;
}

/* Whether anybody in NOTIFICATION is refused. */
static gboolean
refuses_someone (const BounceNotification *notification, BounceMatcher *matcher)
{
  for (guint i = 0; i < notification->recipients->len; i++)
    if (is_refusal (g_ptr_array_index (notification->recipients, i), matcher))
      return TRUE;
  return FALSE;
}

/* Whether EVIDENCE, beside that of somebody who is refused, is told of, if only
   by a status. */
static gboolean
is_told (BounceEvidence *evidence, BounceMatcher *matcher)
{
  BounceVerdict verdict;
  gboolean told;

  if (evidence->action == BOUNCE_ACTION_DELIVERED
      || evidence->action == BOUNCE_ACTION_DELAYED)
    return TRUE;
  if (is_refusal (evidence, matcher))
    return TRUE;
  bounce_classify (matcher, evidence, &verdict);
  told = verdict.by == BOUNCE_DECIDED_BY_STATUS
         && verdict.category != BOUNCE_CATEGORY_UNKNOWN;
  bounce_verdict_clear (&verdict);
  return told;
}

/* Takes out of NOTIFICATION whom nothing is said of.  FALSE: nobody in it is
   refused. */
static gboolean
keep_refused (BounceNotification *notification, BounceMatcher *matcher)
{
  GPtrArray *recipients = notification->recipients;

  if (!refuses_someone (notification, matcher))
    return FALSE;
  for (guint i = recipients->len; i-- > 0;)
    if (!is_told (g_ptr_array_index (recipients, i), matcher))
      g_ptr_array_remove_index (recipients, i);
  return TRUE;
}

BounceNotification *
bounce_find_refused (const BounceMessage *message, BounceMatcher *matcher)
{
  BounceNotification *notification = bounce_notification_suspect (message);

  if (notification && notification->presumed
      && !refuses_someone (notification, matcher))
    return notification;
  if (notification && !keep_refused (notification, matcher))
    g_clear_pointer (&notification, bounce_notification_free);
  return notification;
}
