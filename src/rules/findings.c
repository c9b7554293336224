/* findings: runs the rules over the texts of one recipient.  Words are first a
   rule's; where no rule is strong, they are read by subject and predicate
   (meaning), and misspelt ones once more (respell).  Behind a code that says
   "for now" a rule must be explicit to make an address hard. */
#include "config.h"

#include "report/stage.h"
#include "rules/findings.h"
#include "rules/matcher.h"
#include "rules/meaning.h"
#include "rules/respell.h"
#include "text/fold.h"

/* The words that MEANING was read from; the caller frees them. */
static char *
show_meaning (const BounceMatcher *matcher, const BounceMeaning *meaning)
{
  GString *out = g_string_new (NULL);

  bounce_normalise_show_words (out, matcher->words->str,
                               bounce_matcher_word (matcher, 0), meaning->first,
                               meaning->last);
  return g_string_free (out, FALSE);
}

gboolean
bounce_findings_has_server (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    if (bounce_evidence_text (evidence, i)->origin != BOUNCE_ORIGIN_PROSE)
      return TRUE;
  return FALSE;
}

/* A weak rule is about words that servers and reporters use for a reason.
   Around a reply they stand for anything ("I'm sorry to inform you"); and
   behind a code that says "for now" they make nobody hard. */
static gboolean
may_be_weak (const BounceEvidence *evidence, const BounceRule *rule,
             BounceOrigin origin)
{
  if (origin == BOUNCE_ORIGIN_PROSE && bounce_findings_has_server (evidence))
    return FALSE;
  return rule->sure || !bounce_category_is_hard (rule->category)
         || !bounce_evidence_is_for_now (evidence);
}

/* Words that were only put together make nobody hard for good behind a code
   that says "for now".  A name server that does not answer is an exception:
   that is a relay error. */
static gboolean
may_be_hard (const BounceEvidence *evidence, BounceCategory category)
{
  return !bounce_category_is_hard (category)
         || category == BOUNCE_CATEGORY_RELAY_ERROR
         || !bounce_evidence_is_for_now (evidence)
         || category == bounce_status_category (evidence->status);
}

/* Whether RULE decides by itself.  Behind a code that says "for now" only the
   rules marked `sure` condemn an address; what is said of its domain is said
   of the DNS. */
static gboolean
is_explicit (const BounceEvidence *evidence, const BounceRule *rule)
{
  return rule->sure || rule->category == BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST
         || may_be_hard (evidence, rule->category);
}

/* What the text that was matched last means, if none before it did. */
static void
read_meaning (BounceMatcher *matcher, const BounceEvidence *evidence,
              BounceOrigin origin, BounceFindings *found)
{
  BounceMeaning meaning;

  bounce_matcher_meaning (matcher, &meaning);
  if (meaning.category == BOUNCE_CATEGORY_NONE
      || (found->meaning.cell && !found->meaning.weak)
      || (origin == BOUNCE_ORIGIN_PROSE && meaning.weak)
      || !may_be_hard (evidence, meaning.category))
    return;
  g_free (found->meaning_words);
  found->meaning = meaning;
  found->meaning_words = show_meaning (matcher, &meaning);
}

/* TRUE if TEXT says something. */
static gboolean
match_text (BounceMatcher *matcher, const BounceEvidence *evidence,
            const char *text, const BounceRuleContext *context,
            BounceFindings *found)
{
  BounceMatch match;

  bounce_matcher_run (matcher, text, context, &match);
  if (found->second == NULL)
    found->second = match.second;
  if (match.strong && is_explicit (evidence, match.strong))
    {
      found->strong = match.strong;
      found->strong_origin = context->origin;
      found->strong_words = g_strdup (match.strong_words);
      return TRUE;
    }
  if (match.weak && found->weak == NULL
      && may_be_weak (evidence, match.weak, context->origin))
    {
      found->weak = match.weak;
      found->weak_origin = context->origin;
      found->weak_words = g_strdup (match.weak_words);
    }
  read_meaning (matcher, evidence, context->origin, found);
  return match.weak != NULL || found->meaning.cell != 0;
}

/* What was matched last and says nothing, once more as it may be meant. */
static void
match_respelt (BounceMatcher *matcher, const BounceEvidence *evidence,
               const BounceRuleContext *context, BounceFindings *found)
{
  g_autoptr (GString) respelt = g_string_new (NULL);

  if (bounce_matcher_respell (matcher, respelt))
    match_text (matcher, evidence, respelt->str, context, found);
}

void
bounce_findings_read (BounceMatcher *matcher, const BounceEvidence *evidence,
                      BounceOrigin origin, BounceFindings *found)
{
  BounceRuleContext context = { .status = evidence->status,
                                .reply = evidence->reply_code,
                                .origin = origin,
                                .local_domain = evidence->local_domain,
                                .find_stage = bounce_stage_of,
                                .evidence = evidence };

  for (guint i = 0; i < evidence->texts->len && found->strong == NULL; i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (evidence, i);

      if (said->origin == origin
          && !match_text (matcher, evidence, said->text, &context, found)
          && origin != BOUNCE_ORIGIN_PROSE)
        match_respelt (matcher, evidence, &context, found);
    }
}

void
bounce_findings_forget_empty (BounceFindings *found)
{
  if (found->strong && found->strong_origin == BOUNCE_ORIGIN_PROSE
      && found->strong->category == BOUNCE_CATEGORY_UNKNOWN)
    {
      found->strong = NULL;
      g_clear_pointer (&found->strong_words, g_free);
    }
  if (found->weak && found->weak_origin == BOUNCE_ORIGIN_PROSE
      && found->weak->category == BOUNCE_CATEGORY_UNKNOWN)
    {
      found->weak = NULL;
      g_clear_pointer (&found->weak_words, g_free);
    }
}

void
bounce_findings_clear (BounceFindings *found)
{
  g_free (found->strong_words);
  g_free (found->weak_words);
  g_free (found->meaning_words);
}
