/* condition: checks whether a text fulfils the conditions of a rule: status,
   reply code, stage, origin, domain, and whom the clause is about.  The form
   of the tables: table.h. */
#include "config.h"

#include <glib.h>

#include "rules/table.h"

static const char *const subject_names[BOUNCE_N_SUBJECTS]
    = { "none",    "recipient", "sender", "client",
        "message", "domain",    "server", "list" };

const char *
bounce_subject_name (BounceSubject subject)
{
  return subject_names[subject];
}

static gboolean
fits_status (guint32 pattern, BounceStatus status)
{
  guint32 class = pattern >> 20;
  guint32 subject = pattern >> 10 & BOUNCE_TERM_ANY_NUMBER;
  guint32 detail = pattern & BOUNCE_TERM_ANY_NUMBER;

  if (pattern == BOUNCE_TERM_STATUS_NONE)
    return !bounce_status_is_set (status) || bounce_status_is_generic (status);
  if (!bounce_status_is_set (status))
    return FALSE;
  return (class == BOUNCE_TERM_ANY_CLASS || class == status.class)
         && (subject == BOUNCE_TERM_ANY_NUMBER || subject == status.subject)
         && (detail == BOUNCE_TERM_ANY_NUMBER || detail == status.detail);
}

static gboolean
fits_reply (guint32 pattern, guint reply)
{
  if (reply == 0)
    return FALSE;
  for (guint i = 0; i < 3; i++, pattern >>= 4, reply /= 10)
    if ((pattern & 0xf) != BOUNCE_TERM_ANY_DIGIT
        && (pattern & 0xf) != reply % 10)
      return FALSE;
  return TRUE;
}

/* It is looked for once. */
BounceStage
bounce_rule_context_stage (BounceRuleContext *context)
{
  if (context->find_stage != NULL)
    context->stage = context->find_stage (context->evidence);
  context->find_stage = NULL;
  return context->stage;
}

static gboolean
fits_term (guint32 term, guint32 value, BounceRuleContext *context,
           BounceSubject subject)
{
  switch (term)
    {
    case BOUNCE_TERM_STATUS:
      return fits_status (value, context->status);
    case BOUNCE_TERM_REPLY:
      return fits_reply (value, context->reply);
    case BOUNCE_TERM_STAGE:
      return (value >> bounce_rule_context_stage (context) & 1) != 0;
    case BOUNCE_TERM_ORIGIN:
      return (value >> context->origin & 1) != 0;
    case BOUNCE_TERM_SUBJECT:
      return (value >> subject & 1) != 0;
    default:
      return (value != 0) == (context->local_domain != FALSE);
    }
}

/* The terms of CONDITION that are about the stage if STAGE, else the others. */
static gboolean
fits_terms (const guint32 *condition, BounceRuleContext *context,
            BounceSubject subject, gboolean stage)
{
  guint32 n = *condition++;

  for (; n > 0; n--)
    {
      guint32 term = *condition++, values = *condition++;
      gboolean fits = (term == BOUNCE_TERM_STAGE) != stage;

      for (; values > 0; values--, condition++)
        fits = fits || fits_term (term, *condition, context, subject);
      if (!fits)
        return FALSE;
    }
  return TRUE;
}

gboolean
bounce_condition_fits (const guint32 *condition, BounceRuleContext *context,
                       BounceSubject subject)
{
  return fits_terms (condition, context, subject, FALSE)
         && fits_terms (condition, context, subject, TRUE);
}

gboolean
bounce_condition_has_subject (const guint32 *condition)
{
  guint32 n = *condition++;

  for (; n > 0; n--)
    {
      if (condition[0] == BOUNCE_TERM_SUBJECT)
        return TRUE;
      condition += 2 + condition[1];
    }
  return FALSE;
}
