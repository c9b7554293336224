/* classify: evidence becomes a verdict, in the order of
   bouncecat-categories(7).  What the refusing server and the reporting MTA
   wrote beats a specific status, that beats the prose around them (prose that
   stands alone is the server's word), that beats vague words, and a reply code
   alone comes last.  What the words say, findings has found.  Where nothing
   speaks, the verdict is unknown; likeness, which may still know better, is
   asked by verdict/. */
#include "config.h"

#include <string.h>

#include "report/stage.h"
#include "rules/classify.h"
#include "rules/findings.h"
#include "rules/whose.h"
#include "text/blocklist.h"

/* How many words a rule was found in.  A word with a digit or an underscore is
   somebody's code and as good as a sentence.  Of a script that may have no
   spaces, whose characters have three bytes, they are two at least. */
#define SPACELESS 0xe0
static guint
count_words (const char *words)
{
  guint n = 1, least = 1;

  for (; *words != '\0'; words++)
    if (g_ascii_isdigit (*words) || *words == '_')
      return G_MAXUINT;
    else if ((guchar)*words >= SPACELESS)
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

static gboolean
decide_by_meaning (BounceVerdict *verdict, const BounceFindings *found)
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
        BounceVerdict *verdict, BounceFindings *found)
{
  bounce_findings_read (matcher, evidence, BOUNCE_ORIGIN_REMOTE, found);
  if (found->strong == NULL && found->meaning.cell && !found->meaning.weak
      && !found->meaning.vague && bounce_status_is_generic (evidence->status)
      && decide_by_meaning (verdict, found))
    return;
  if (found->strong == NULL && found->meaning.cell == 0
      && decide_by_blocklist (verdict, evidence))
    return;
  if (found->strong == NULL)
    bounce_findings_read (matcher, evidence, BOUNCE_ORIGIN_REPORTER, found);
  /* Where nothing but prose was said, it is the server's word. */
  if (found->strong == NULL && !bounce_findings_has_server (evidence))
    bounce_findings_read (matcher, evidence, BOUNCE_ORIGIN_PROSE, found);
  bounce_findings_forget_empty (found);
  if (found->strong == NULL && !found->meaning.weak && !found->meaning.vague
      && bounce_status_is_generic (evidence->status)
      && decide_by_meaning (verdict, found))
    return;
  /* That time ran out has a cause, which may stand around. */
  if (found->strong == NULL && bounce_status_is_symptom (evidence->status))
    bounce_findings_read (matcher, evidence, BOUNCE_ORIGIN_PROSE, found);
  if (found->strong == NULL && !bounce_status_is_generic (evidence->status)
      && decide_by_status (verdict, evidence->status))
    return;
  if (found->strong == NULL)
    bounce_findings_read (matcher, evidence, BOUNCE_ORIGIN_PROSE, found);
  bounce_findings_forget_empty (found);
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
  BounceFindings found = { 0 };

  *verdict = (BounceVerdict){ 0 };
  decide (matcher, evidence, verdict, &found);
  verdict->runner_up = found.second;
  if (verdict->runner_up == NULL && found.weak && found.weak != verdict->rule)
    verdict->runner_up = found.weak;
  blame_the_sender (evidence, verdict);
  bounce_findings_clear (&found);
}

void
bounce_verdict_clear (BounceVerdict *verdict)
{
  g_clear_pointer (&verdict->evidence, g_free);
}
