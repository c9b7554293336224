/* explanation: collects which words decided, whose they were, and why another
   rule did not. */
#include "config.h"

#include <string.h>

#include "report/stage.h"
#include "rules/likeness-find.h"
#include "verdict/deciding-words.h"
#include "verdict/explanation.h"

static const BounceDecision decisions[] = {
  [BOUNCE_DECIDED_BY_NONE] = BOUNCE_DECIDED_BY_NOTHING,
  [BOUNCE_DECIDED_BY_TEXT] = BOUNCE_DECIDED_BY_RULE,
  [BOUNCE_DECIDED_BY_STATUS] = BOUNCE_DECIDED_BY_STATUS_CODE,
  [BOUNCE_DECIDED_BY_REPLY] = BOUNCE_DECIDED_BY_REPLY_CODE,
  [BOUNCE_DECIDED_BY_LIKENESS] = BOUNCE_DECIDED_BY_LIKE_REPLIES,
};

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

/* The text of EVIDENCE that holds WORDS, whose origin is put into their
   context; NULL if none does. */
static const BounceEvidenceText *
text_with (const BounceEvidence *evidence, BounceDecidingWords *words)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (evidence, i);

      words->context.origin = said->origin;
      if (bounce_deciding_words_in (words, said->text))
        return said;
    }
  return NULL;
}

/* Of a mail that has said so much, only the beginning of what its records do
   not hold is shown. */
#define MUCH (4 * 1024 * 1024)
#define BEGINNING 200

/* TEXT as RESULT's last record has it, which is judged, or else a copy. */
static const char *
keep_said (BounceResult *result, const char *text)
{
  const BounceRecord *record
      = bounce_result_record (result, result->records->len - 1);
  g_autofree char *beginning = NULL;

  if (g_strcmp0 (record->diagnostic, text) == 0)
    return record->diagnostic;
  if (text == NULL || bounce_arena_size (result->arena) < MUCH
      || strlen (text) <= BEGINNING)
    return bounce_result_keep (result, text);
  beginning = g_strdup_printf (
      "%.*s...",
      (int)(g_utf8_find_prev_char (text, text + BEGINNING + 1) - text), text);
  return bounce_result_keep (result, beginning);
}

/* Fills in the text that decided, its clause, and the words as they stand
   there. */
static void
find_text (BounceExplanation *explanation, BounceResult *result,
           const BounceEvidence *evidence, BounceDecidingWords *words)
{
  const BounceEvidenceText *shown = NULL;

  if (words->folded != NULL)
    shown = text_with (evidence, words);
  if (shown != NULL)
    {
      g_autofree char *clause = bounce_deciding_clause (words, shown->text);
      g_autofree char *written = bounce_deciding_words_written (
          words, clause != NULL ? clause : shown->text);

      explanation->clause = keep_said (result, clause);
      if (explanation->by != BOUNCE_DECIDED_BY_LIKE_REPLIES)
        explanation->words = bounce_result_keep (result, written);
    }
  else
    shown = first_text (evidence);
  if (shown == NULL)
    return;
  explanation->text = keep_said (result, shown->text);
  explanation->origin = shown->origin;
}

static const char *
keep_rule (BounceResult *result, const BounceRule *rule)
{
  g_autofree char *name
      = rule != NULL ? g_strdup_printf ("%s:%u", rule->file, rule->line) : NULL;

  return bounce_result_keep (result, name);
}

/* What of the evidence the rule of WORDS fitted. */
static const char *
keep_other_words (BounceResult *result, const BounceEvidence *evidence,
                  BounceDecidingWords *words)
{
  const BounceEvidenceText *said = text_with (evidence, words);
  g_autofree char *clause
      = said != NULL ? bounce_deciding_clause (words, said->text) : NULL;
  g_autofree char *written = said != NULL ? bounce_deciding_words_written (
                                 words, clause != NULL ? clause : said->text)
                                          : NULL;

  return bounce_result_keep (result, written);
}

static void
find_other (BounceExplanation *explanation, BounceResult *result,
            const BounceEvidence *evidence, const BounceVerdict *verdict,
            BounceDecidingWords words)
{
  const BounceRule *other = verdict->runner_up;

  if (other == NULL || other->category == verdict->category)
    return;
  explanation->other = other->category;
  explanation->other_rule = keep_rule (result, other);
  words.rule = other;
  words.folded = NULL;
  explanation->other_words = keep_other_words (result, evidence, &words);
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
  BounceDecidingWords words
      = { .matcher = matcher,
          .rule = verdict->rule,
          .category = verdict->category,
          .context = { .status = evidence->status,
                       .reply = evidence->reply_code,
                       .stage = bounce_stage_of (evidence),
                       .origin = BOUNCE_ORIGIN_REMOTE,
                       .local_domain = evidence->local_domain } };

  explanation->by = decisions[verdict->by];
  if (explanation->by == BOUNCE_DECIDED_BY_RULE && verdict->rule == NULL)
    explanation->by = verdict->n_words == G_MAXUINT
                          ? BOUNCE_DECIDED_BY_BLOCK_LIST
                          : BOUNCE_DECIDED_BY_MEANING;
  if (explanation->by == BOUNCE_DECIDED_BY_RULE)
    explanation->rule = keep_rule (result, verdict->rule);
  explanation->words = keep_words (result, verdict);
  explanation->confidence = verdict->confidence;
  explanation->stage = words.context.stage;
  explanation->status_category = bounce_status_is_set (evidence->status)
                                     ? bounce_status_category (evidence->status)
                                     : BOUNCE_CATEGORY_UNKNOWN;
  words.folded = explanation->words;
  find_text (explanation, result, evidence, &words);
  find_other (explanation, result, evidence, verdict, words);
  if (likeness)
    find_nearest (explanation, evidence, matcher);
  return explanation;
}
