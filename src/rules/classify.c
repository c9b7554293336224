/* classify: evidence becomes a verdict, in the order of
   bouncecat-categories(7).  What the refusing server and the reporting MTA
   wrote beats a specific status, that beats the prose around them (prose that
   stands alone is the server's word), that beats vague words, and a reply code
   alone comes last.  Words are first a rule's; where no rule is strong, they
   are read by subject and predicate (meaning), and misspelt ones once more
   (respell).  Where nothing speaks, the verdict is unknown; likeness, which may
   still know better, is asked by verdict/. */
#include "config.h"

#include <string.h>

#include "report/stage.h"
#include "rules/classify.h"
#include "rules/matcher.h"
#include "rules/meaning.h"
#include "rules/respell.h"
#include "rules/whose.h"
#include "text/blocklist.h"
#include "text/fold.h"

/* What the texts of one recipient gave. */
typedef struct
{
  const BounceRule *strong;
  const BounceRule *weak;
  const BounceRule *second;
  BounceOrigin strong_origin;
  BounceOrigin weak_origin;
  char *strong_words;
  char *weak_words;
  BounceMeaning meaning; /* of the server's words, where no rule is strong */
  char *meaning_words;
} Findings;

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

static gboolean
has_server_words (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    if (bounce_evidence_text (evidence, i)->origin != BOUNCE_ORIGIN_PROSE)
      return TRUE;
  return FALSE;
}

gboolean
bounce_classify_is_for_now (const BounceEvidence *evidence)
{
  return evidence->reply_code / 100 == 4 || evidence->status.class == 4;
}

/* A weak rule is about words that servers and reporters use for a reason.
   Around a reply they stand for anything ("I'm sorry to inform you"); and
   behind a code that says "for now" they make nobody hard. */
static gboolean
may_be_weak (const BounceEvidence *evidence, const BounceRule *rule,
             BounceOrigin origin)
{
  if (origin == BOUNCE_ORIGIN_PROSE && has_server_words (evidence))
    return FALSE;
  return rule->sure || !bounce_category_is_hard (rule->category)
         || !bounce_classify_is_for_now (evidence);
}

/* Words that were only put together make nobody hard for good behind a code
   that says "for now".  A name server that does not answer is an exception:
   that is a relay error. */
static gboolean
may_be_hard (const BounceEvidence *evidence, BounceCategory category)
{
  return !bounce_category_is_hard (category)
         || category == BOUNCE_CATEGORY_RELAY_ERROR
         || !bounce_classify_is_for_now (evidence)
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
              BounceOrigin origin, Findings *found)
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
            const char *text, const BounceRuleContext *context, Findings *found)
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
               const BounceRuleContext *context, Findings *found)
{
  g_autoptr (GString) respelt = g_string_new (NULL);

  if (bounce_matcher_respell (matcher, respelt))
    match_text (matcher, evidence, respelt->str, context, found);
}

static void
match_words (BounceMatcher *matcher, const BounceEvidence *evidence,
             BounceOrigin origin, Findings *found)
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

/* How many words a rule was found in.  A word with a digit or an underscore is
   somebody's code and as good as a sentence.  Of a script that may have no
   spaces they are two at least. */
static guint
count_words (const char *words)
{
  guint n = 1, least = 1;

  for (; *words != '\0'; words++)
    if (g_ascii_isdigit (*words) || *words == '_')
      return G_MAXUINT;
    else if ((guchar)*words >= 0x80)
      least = 2;
    else
      n += *words == ' ';
  return MAX (n, least);
}

static void
decide_by_text (BounceVerdict *verdict, const BounceRule *rule,
                const char *words, BounceOrigin origin)
{
  verdict->category = rule->category;
  verdict->by = BOUNCE_DECIDED_BY_TEXT;
  verdict->rule = rule;
  verdict->weak = rule->weak;
  verdict->n_words = words != NULL ? count_words (words) : G_MAXUINT;
  verdict->origin = origin;
  verdict->evidence = g_strconcat ("text: ", words ? words : rule->words, NULL);
}

static gboolean
decide_by_status (BounceVerdict *verdict, BounceStatus status)
{
  BounceCategory category = bounce_status_category (status);
  char buffer[BOUNCE_STATUS_SIZE];

  if (!bounce_status_is_set (status) || category == BOUNCE_CATEGORY_UNKNOWN)
    return FALSE;
  verdict->category = category;
  verdict->by = BOUNCE_DECIDED_BY_STATUS;
  verdict->evidence
      = g_strconcat ("status: ", bounce_status_format (status, buffer), NULL);
  return TRUE;
}

static gboolean
decide_by_reply (BounceVerdict *verdict, guint reply)
{
  BounceCategory category
      = reply ? bounce_reply_category (reply) : BOUNCE_CATEGORY_UNKNOWN;

  if (category == BOUNCE_CATEGORY_UNKNOWN)
    return FALSE;
  verdict->category = category;
  verdict->by = BOUNCE_DECIDED_BY_REPLY;
  verdict->evidence = g_strdup_printf ("reply: %u", reply);
  return TRUE;
}

/* Prose says what the notification is, as often as why; that it gives no
   reason is no reason to forget a code. */
static void
forget_empty_prose (Findings *found)
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

static gboolean
decide_by_meaning (BounceVerdict *verdict, const Findings *found)
{
  if (found->meaning.category == BOUNCE_CATEGORY_NONE)
    return FALSE;
  verdict->category = found->meaning.category;
  verdict->by = BOUNCE_DECIDED_BY_TEXT;
  verdict->weak = found->meaning.weak;
  verdict->evidence = g_strconcat ("text: ", found->meaning_words, NULL);
  return TRUE;
}

/* A server that only names a block list, or its page, refuses for that. */
static gboolean
decide_by_blocklist (BounceVerdict *verdict, const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (evidence, i);
      gsize length;
      const char *name;

      if (said->origin != BOUNCE_ORIGIN_REMOTE)
        continue;
      name = bounce_blocklist_find (said->text, &length);
      if (name == NULL)
        continue;
      verdict->category = BOUNCE_CATEGORY_BLOCKED_CONTENT;
      verdict->by = BOUNCE_DECIDED_BY_TEXT;
      verdict->origin = BOUNCE_ORIGIN_REMOTE;
      verdict->n_words = G_MAXUINT;
      verdict->evidence = g_strdup_printf ("text: %.*s", (int)length, name);
      return TRUE;
    }
  return FALSE;
}

static void
decide (BounceMatcher *matcher, const BounceEvidence *evidence,
        BounceVerdict *verdict, Findings *found)
{
  match_words (matcher, evidence, BOUNCE_ORIGIN_REMOTE, found);
  if (found->strong == NULL && found->meaning.cell && !found->meaning.weak
      && !found->meaning.vague && bounce_status_is_generic (evidence->status)
      && decide_by_meaning (verdict, found))
    return;
  if (found->strong == NULL && found->meaning.cell == 0
      && decide_by_blocklist (verdict, evidence))
    return;
  if (found->strong == NULL)
    match_words (matcher, evidence, BOUNCE_ORIGIN_REPORTER, found);
  /* Where nothing but prose was said, it is the server's word. */
  if (found->strong == NULL && !has_server_words (evidence))
    match_words (matcher, evidence, BOUNCE_ORIGIN_PROSE, found);
  forget_empty_prose (found);
  if (found->strong == NULL && !found->meaning.weak && !found->meaning.vague
      && bounce_status_is_generic (evidence->status)
      && decide_by_meaning (verdict, found))
    return;
  /* That time ran out has a cause, which may stand around. */
  if (found->strong == NULL && bounce_status_is_symptom (evidence->status))
    match_words (matcher, evidence, BOUNCE_ORIGIN_PROSE, found);
  if (found->strong == NULL && !bounce_status_is_generic (evidence->status)
      && decide_by_status (verdict, evidence->status))
    return;
  if (found->strong == NULL)
    match_words (matcher, evidence, BOUNCE_ORIGIN_PROSE, found);
  forget_empty_prose (found);
  if (found->strong)
    decide_by_text (verdict, found->strong, found->strong_words,
                    found->strong_origin);
  else if (!found->meaning.weak && decide_by_meaning (verdict, found))
    return;
  else if (found->weak)
    decide_by_text (verdict, found->weak, found->weak_words,
                    found->weak_origin);
  else if (!decide_by_meaning (verdict, found)
           && !decide_by_status (verdict, evidence->status)
           && !decide_by_reply (verdict, evidence->reply_code))
    {
      verdict->category = BOUNCE_CATEGORY_UNKNOWN;
      verdict->evidence = g_strdup ("none");
    }
}

/* Whether CATEGORY says of the recipient what can be the sender's as well. */
static gboolean
is_somebodys (BounceCategory category)
{
  return category == BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST
         || category == BOUNCE_CATEGORY_INVALID_EMAIL
         || category == BOUNCE_CATEGORY_INACTIVE
         || category == BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST;
}

gboolean
bounce_classify_may_blame (const BounceEvidence *evidence,
                           BounceCategory category)
{
  BounceStage stage;

  if (!is_somebodys (category) && category != BOUNCE_CATEGORY_OVER_QUOTA)
    return TRUE;
  if (bounce_whose_is_yours (evidence))
    return FALSE;
  /* Without a code, words that name a stage may be anybody's. */
  if (evidence->reply_code == 0 || !is_somebodys (category))
    return TRUE;
  stage = bounce_stage_of (evidence);
  return stage != BOUNCE_STAGE_HELO && stage != BOUNCE_STAGE_MAIL;
}

/* Whether VERDICT goes by a status that speaks of an address where none was
   named yet. */
static gboolean
is_of_nobody (const BounceEvidence *evidence, const BounceVerdict *verdict)
{
  return verdict->by == BOUNCE_DECIDED_BY_STATUS
         && (verdict->category == BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST
             || verdict->category == BOUNCE_CATEGORY_INVALID_EMAIL)
         && evidence->reply_code != 0
         && bounce_stage_of (evidence) == BOUNCE_STAGE_CONNECT;
}

/* What is missing or malformed before the server was told of any recipient, and
   what is "yours", is the sender's.  A site's own rule knows what it says. */
static void
blame_the_sender (const BounceEvidence *evidence, BounceVerdict *verdict)
{
  if ((bounce_classify_may_blame (evidence, verdict->category)
       && !is_of_nobody (evidence, verdict))
      || (verdict->rule != NULL
          && strcmp (verdict->rule->file, "built-in") != 0))
    return;
  verdict->category = BOUNCE_CATEGORY_BLOCKED_CONTENT;
  if (verdict->rule != NULL)
    verdict->runner_up = verdict->rule;
  verdict->rule = NULL;
}

void
bounce_classify (BounceMatcher *matcher, const BounceEvidence *evidence,
                 BounceVerdict *verdict)
{
  Findings found = { 0 };

  *verdict = (BounceVerdict){ 0 };
  decide (matcher, evidence, verdict, &found);
  verdict->runner_up = found.second;
  if (verdict->runner_up == NULL && found.weak && found.weak != verdict->rule)
    verdict->runner_up = found.weak;
  blame_the_sender (evidence, verdict);
  g_free (found.strong_words);
  g_free (found.weak_words);
  g_free (found.meaning_words);
}

void
bounce_verdict_clear (BounceVerdict *verdict)
{
  g_clear_pointer (&verdict->evidence, g_free);
}
