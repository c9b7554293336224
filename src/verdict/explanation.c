/* explanation: which words decided, where they stand, and why another rule did
   not.  The clause is found by asking the rules about one clause of the text
   after the other, as a reader would: the first that gives the verdict's rule
   is it. */
#include "config.h"

#include <string.h>

#include "report/stage.h"
#include "rules/likeness.h"
#include "rules/meaning.h"
#include "verdict/explanation.h"

/* Clauses are short; what is longer is not worth the search. */
#define TEXT_MAX 4096

static const BounceDecision decisions[] = {
  [BOUNCE_DECIDED_BY_NONE] = BOUNCE_DECIDED_BY_NOTHING,
  [BOUNCE_DECIDED_BY_TEXT] = BOUNCE_DECIDED_BY_RULE,
  [BOUNCE_DECIDED_BY_STATUS] = BOUNCE_DECIDED_BY_STATUS_CODE,
  [BOUNCE_DECIDED_BY_REPLY] = BOUNCE_DECIDED_BY_REPLY_CODE,
  [BOUNCE_DECIDED_BY_LIKENESS] = BOUNCE_DECIDED_BY_LIKE_REPLIES,
};

/* What the clauses are looked at with. */
typedef struct
{
  BounceMatcher *matcher;
  const BounceVerdict *verdict;
  BounceRuleContext context;
} Search;

static gboolean
is_same (const BounceRule *one, const BounceRule *other)
{
  return one != NULL && one->line == other->line
         && strcmp (one->file, other->file) == 0;
}

static gboolean
decides (Search *search, const char *text)
{
  BounceMatch match;
  BounceMeaning meaning;

  bounce_matcher_run (search->matcher, text, &search->context, &match);
  if (search->verdict->rule != NULL)
    return is_same (match.strong, search->verdict->rule)
           || is_same (match.weak, search->verdict->rule);
  if (match.strong != NULL)
    return FALSE;
  bounce_matcher_meaning (search->matcher, &meaning);
  return meaning.category == search->verdict->category;
}

/* Where the clause that begins at TEXT ends. */
static const char *
clause_end (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (strchr (".;!?", *at) != NULL && (at[1] == ' ' || at[1] == '\0'))
      return at + 1;
    else if (at[0] == ':' && at[1] == ' ' && !g_ascii_isdigit (at[2]))
      return at + 1;
  return text + strlen (text);
}

/* The clause of TEXT that decides; NULL if it is all of it, or more than one.
   The caller frees it. */
static char *
find_clause (Search *search, const char *text)
{
  if (strlen (text) > TEXT_MAX)
    return NULL;
  while (*text != '\0')
    {
      const char *end = clause_end (text);
      g_autofree char *clause = g_strndup (text, (gsize)(end - text));

      if (decides (search, clause))
        return g_steal_pointer (&clause);
      text = end + strspn (end, " ");
    }
  return NULL;
}

/* The words that are shown where no words decided: the first of whoever is
   trusted most. */
static const BounceEvidenceText *
first_text (const BounceEvidence *evidence)
{
  for (guint origin = 0; origin < BOUNCE_N_ORIGINS; origin++)
    for (guint i = 0; i < evidence->texts->len; i++)
      {
        const BounceEvidenceText *said = bounce_evidence_text (evidence, i);

        if (said->origin == origin)
          return said;
      }
  return NULL;
}

/* Fills in the text that decided, and its clause. */
static void
find_text (BounceExplanation *explanation, BounceResult *result,
           const BounceEvidence *evidence, Search *search)
{
  const BounceEvidenceText *shown = first_text (evidence);

  for (guint i = 0; explanation->words != NULL && i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (evidence, i);
      g_autofree char *clause = NULL;

      search->context.origin = said->origin;
      if (!decides (search, said->text))
        continue;
      shown = said;
      clause = find_clause (search, said->text);
      if (clause != NULL && strcmp (clause, said->text) != 0)
        explanation->clause = bounce_result_keep (result, clause);
      break;
    }
  if (shown == NULL)
    return;
  explanation->text = bounce_result_keep (result, shown->text);
  explanation->origin = shown->origin;
}

static const char *
keep_rule (BounceResult *result, const BounceRule *rule)
{
  g_autofree char *name
      = rule != NULL ? g_strdup_printf ("%s:%u", rule->file, rule->line) : NULL;

  return bounce_result_keep (result, name);
}

static void
find_other (BounceExplanation *explanation, BounceResult *result,
            const BounceVerdict *verdict)
{
  const BounceRule *other = verdict->runner_up;

  if (other == NULL || other->category == verdict->category)
    return;
  explanation->other = other->category;
  explanation->other_rule = keep_rule (result, other);
  if (explanation->by == BOUNCE_DECIDED_BY_STATUS_CODE)
    explanation->loss = BOUNCE_LOST_TO_THE_STATUS;
  else if (explanation->by == BOUNCE_DECIDED_BY_LIKE_REPLIES)
    explanation->loss = BOUNCE_LOST_TO_LIKE_REPLIES;
  else if (verdict->doubted)
    explanation->loss = BOUNCE_LOST_TO_DOUBT;
  else if (explanation->by == BOUNCE_DECIDED_BY_MEANING)
    explanation->loss = BOUNCE_LOST_TO_THE_MEANING;
  else if (other->weak && !verdict->weak)
    explanation->loss = BOUNCE_LOST_AS_A_SYMPTOM;
}

static void
find_nearest (BounceExplanation *explanation, const BounceEvidence *evidence,
              BounceMatcher *matcher)
{
  BounceLikeness likeness;

  G_STATIC_ASSERT (BOUNCE_NEAREST_N == BOUNCE_LIKENESS_N);
  if (!bounce_likeness_find (matcher, evidence, &likeness))
    return;
  for (guint i = 0; i < BOUNCE_NEAREST_N; i++)
    {
      explanation->nearest[i].category = likeness.nearest[i].category;
      explanation->nearest[i].probability = likeness.nearest[i].probability;
    }
  bounce_likeness_clear (&likeness);
}

/* "mailbox full" of "text: mailbox full"; NULL where no words decided. */
static const char *
keep_words (BounceResult *result, const BounceVerdict *verdict)
{
  const char *words = strstr (verdict->evidence, ": ");

  if (words == NULL
      || (verdict->by != BOUNCE_DECIDED_BY_TEXT
          && verdict->by != BOUNCE_DECIDED_BY_LIKENESS))
    return NULL;
  return bounce_result_keep (result, words + 2);
}

const BounceExplanation *
bounce_explanation_make (BounceResult *result, const BounceEvidence *evidence,
                         const BounceVerdict *verdict, BounceMatcher *matcher,
                         gboolean likeness)
{
  BounceExplanation *explanation
      = bounce_result_alloc (result, sizeof *explanation);
  Search search = { matcher,
                    verdict,
                    { .status = evidence->status,
                      .reply = evidence->reply_code,
                      .stage = bounce_stage_of (evidence),
                      .origin = BOUNCE_ORIGIN_REMOTE,
                      .local_domain = evidence->local_domain } };

  explanation->by = decisions[verdict->by];
  if (explanation->by == BOUNCE_DECIDED_BY_RULE && verdict->rule == NULL)
    explanation->by = BOUNCE_DECIDED_BY_MEANING;
  if (explanation->by == BOUNCE_DECIDED_BY_RULE)
    explanation->rule = keep_rule (result, verdict->rule);
  explanation->words = keep_words (result, verdict);
  explanation->confidence = verdict->confidence;
  explanation->stage = search.context.stage;
  explanation->status_category = bounce_status_is_set (evidence->status)
                                     ? bounce_status_category (evidence->status)
                                     : BOUNCE_CATEGORY_UNKNOWN;
  find_text (explanation, result, evidence, &search);
  find_other (explanation, result, verdict);
  if (likeness)
    find_nearest (explanation, evidence, matcher);
  return explanation;
}
