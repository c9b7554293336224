/* likeness: whether the model's opinion (likeness-find) is heard on evidence
   that no rule is sure of.  How sure it must be to be heard stands in the table
   of thresholds; they were found by cross-validation over the training data
   alone, the folds by source (mkmodel --folds). */
#include "config.h"

#include <string.h>

#include "rules/answer.h"
#include "rules/heaviest.h"
#include "rules/likeness-find.h"
#include "rules/likeness.h"
#include "rules/matcher.h"
#include "rules/meaning.h"

/* What a verdict stands on that the model may overrule. */
typedef enum
{
  GROUND_NONE,
  GROUND_CODE,    /* a reply code or a generic status */
  GROUND_WEAK,    /* a weak rule, or a symptom that a clause tells */
  GROUND_KEYWORD, /* a rule of a single word, which is never a cause for sure */
  GROUND_MEANING, /* a clause's subject and predicate */
  GROUND_RULE,    /* a rule that nothing else bears out */
  GROUND_STATUS,  /* a specific status, beside words that no rule knows */
  GROUND_FIRM     /* not to be overruled */
} Ground;

/* The least probability that is heard: to make an address soft or leave it so,
   to name another reason why it is hard, to make it hard. */
typedef struct
{
  double soft, other, hard;
} Threshold;

/* From DOUBT on, an opinion that isn't heard makes a verdict none: of replies
   that nobody had seen, such a verdict was right in one of four on a code or a
   clause, in half on a weak rule, and on any other if the opinion is of 0.8.  A
   rule of a single word was always right.

   Servers put 5.1.1 before whatever they refuse, and what they write beats it
   (bouncecat-categories(7)): beside a specific status the model alone may find
   that an address is not to blame, never that it is.

   Unseen replies had these rates (MEASUREMENTS.md, "Likeness"): where a
   threshold was lowered, what it lets in is right more often than what stands
   otherwise, and makes hardly an address hard that is not. */
#define NEVER 1.01

static const struct
{
  Threshold least;
  double doubt;
} thresholds[GROUND_FIRM] = {
  [GROUND_NONE] = { { 0.70, 0.75, 0.80 }, NEVER },
  [GROUND_CODE] = { { 0.70, 0.85, 0.90 }, 0.50 },
  [GROUND_WEAK] = { { 0.70, 0.775, 0.85 }, 0.50 },
  [GROUND_KEYWORD] = { { 0.95, 0.965, 0.98 }, NEVER },
  [GROUND_MEANING] = { { 0.70, 0.60, 0.65 }, 0.50 },
  [GROUND_RULE] = { { 0.95, 0.96, 0.97 }, 0.80 },
  [GROUND_STATUS] = { { 0.80, 0.75, NEVER }, NEVER },
};

/* The same if the clauses, or the status, mean what the model thinks: two
   against one. */
static const Threshold seconded = { 0.90, 0.925, 0.95 };

/* Beside a code that says little, if a clause means it, be it weakly. */
static const Threshold understood = { 0.60, 0.60, 0.60 };

/* Beside a specific status, if a clause means it. */
static const Threshold borne_out = { 0.60, 0.60, 0.95 };

/* Against a rule, if both the status and a clause mean it. */
static const Threshold unanimous = { 0.50, 0.60, 0.80 };

/* Against a rule of a single word, which may name a product, a place or what is
   not the case ("unknown to our spamfilter"), if a clause or a rule of more
   words means it. */
static const Threshold outvoted = { 0.35, 0.45, 0.50 };

/* The same if a clause means it weakly. */
static const Threshold contested = { 0.60, 0.65, 0.70 };

/* Others than the refusing server tell of the notification as much as of the
   cause, the prose more than the reporting MTA. */
static const Threshold least_of[BOUNCE_N_ORIGINS] = {
  [BOUNCE_ORIGIN_REPORTER] = { 0.80, 0.85, 0.90 },
  [BOUNCE_ORIGIN_PROSE] = { 0.90, 0.925, 0.95 },
};

/* The category that a status names for sure; NONE: it says little.  5.7.1 is
   what servers answer to whatever they don't like, and Gmail's 5.4.5 is no
   congestion but a sender's limit. */
static BounceCategory
telling_category (BounceStatus status)
{
  if (!bounce_status_is_set (status) || bounce_status_is_generic (status)
      || (status.subject == 7 && status.detail == 1)
      || (status.class == 5 && status.subject == 4 && status.detail == 5)
      || (status.subject == 5 && (status.detail == 2 || status.detail == 4)))
    return BOUNCE_CATEGORY_NONE;
  return bounce_status_category (status);
}

/* Whether a verdict's words are known rather than understood: somebody's code,
   the name of a block list, a rule of the site's own, or one that asks whose
   the domain is, which no model is told. */
static gboolean
is_fact (const BounceVerdict *verdict)
{
  const BounceRule *rule = verdict->rule;

  return verdict->n_words == G_MAXUINT
         || (rule != NULL
             && (strcmp (rule->file, "built-in") != 0
                 || strcmp (rule->when, "local") == 0
                 || strcmp (rule->when, "foreign") == 0));
}

/* Whether RULE (or NULL) is about all that was said: of its words the model
   knows no more. */
static gboolean
is_of_all (const BounceRule *rule)
{
  return rule != NULL && g_str_has_prefix (rule->words, "^ ")
         && g_str_has_suffix (rule->words, " ^");
}

/* Whether RULE (or NULL) is of explicit words that spare the address: it is not
   made hard for what else the reply is like ("user not found, the directory is
   down"). */
static gboolean
is_sparing (const BounceRule *rule)
{
  return rule != NULL && rule->sure
         && !bounce_category_is_hard (rule->category);
}

static Ground
ground_of (BounceCategory status, const BounceVerdict *verdict)
{
  switch (verdict->by)
    {
    case BOUNCE_DECIDED_BY_NONE:
      return GROUND_NONE;
    case BOUNCE_DECIDED_BY_REPLY:
      return GROUND_CODE;
    case BOUNCE_DECIDED_BY_STATUS:
      return status == BOUNCE_CATEGORY_NONE ? GROUND_CODE : GROUND_STATUS;
    default:
      if (status == verdict->category
          || (!verdict->weak
              && (is_fact (verdict) || is_of_all (verdict->rule)
                  || is_sparing (verdict->rule))))
        return GROUND_FIRM;
      if (verdict->weak)
        return GROUND_WEAK;
      if (verdict->rule == NULL)
        return GROUND_MEANING;
      return verdict->n_words == 1 ? GROUND_KEYWORD : GROUND_RULE;
    }
}

/* " word ": too little to be like anything. */
static gboolean
is_one_word (const GString *words)
{
  return strchr (words->str + 1, ' ') == words->str + words->len - 1;
}

/* A text without a code is perhaps not all that the server wrote. */
static gboolean
has_code (const BounceEvidence *evidence)
{
  return evidence->reply_code != 0
         || !bounce_status_is_generic (evidence->status);
}

/* How sure the model must be to turn category FROM into TO.  To make an address
   hard that was not takes most. */
static double
least_for (const Threshold *threshold, BounceCategory from, BounceCategory to)
{
  if (!bounce_category_is_hard (to))
    return threshold->soft;
  if (!bounce_category_is_hard (from))
    return threshold->hard;
  return threshold->other;
}

/* Whether VERDICT was found in the words around, behind a status that only says
   that time ran out: what the reporter's own words are like is that, too. */
static gboolean
is_inner_cause (const BounceEvidence *evidence, const BounceVerdict *verdict,
                const BounceLikeness *likeness)
{
  return bounce_status_is_symptom (evidence->status)
         && verdict->by == BOUNCE_DECIDED_BY_TEXT
         && verdict->origin == BOUNCE_ORIGIN_PROSE
         && likeness->origin != BOUNCE_ORIGIN_PROSE;
}

/* How sure the model must be of OPINION: less so if STATUS, MEANING or OTHER,
   the next best rule or NULL, is of it, too. */
static const Threshold *
find_threshold (Ground ground, BounceCategory opinion, BounceCategory status,
                const BounceMeaning *meaning, const BounceRule *other)
{
  gboolean is_meant = opinion == meaning->category && !meaning->weak;

  if (ground == GROUND_CODE && opinion == meaning->category && !meaning->vague)
    return &understood;
  if (ground == GROUND_KEYWORD
      && ((is_meant && !meaning->vague)
          || (other != NULL && !other->weak && other->category == opinion)))
    return &outvoted;
  if (ground == GROUND_KEYWORD && opinion == meaning->category)
    return &contested;
  if (ground == GROUND_STATUS && is_meant && !meaning->vague)
    return &borne_out;
  if (ground == GROUND_RULE && is_meant && opinion == status)
    return &unanimous;
  if (ground == GROUND_RULE && (is_meant || opinion == status))
    return &seconded;
  return &thresholds[ground].least;
}

/* Whether a code says that CATEGORY, which makes an address hard, may hold no
   longer tomorrow.  A status that names it says so of itself. */
static gboolean
is_for_now (const BounceEvidence *evidence, BounceCategory category)
{
  return bounce_evidence_is_for_now (evidence)
         && category != telling_category (evidence->status);
}

static gboolean
is_heard (const BounceEvidence *evidence, Ground ground, const Threshold *one,
          const BounceVerdict *verdict, const BounceLikeness *likeness)
{
  const Threshold *other = &least_of[likeness->origin];
  BounceCategory from = verdict->category, to = likeness->nearest[0].category;

  if (to == BOUNCE_CATEGORY_UNKNOWN || is_one_word (likeness->words)
      || (ground == GROUND_STATUS && likeness->origin != BOUNCE_ORIGIN_REMOTE)
      || is_inner_cause (evidence, verdict, likeness)
      || !bounce_classify_may_blame (evidence, to)
      || (bounce_category_is_hard (to)
          && (is_for_now (evidence, to)
              || (ground == GROUND_MEANING && !bounce_category_is_hard (from)
                  && !has_code (evidence)))))
    return FALSE;
  return likeness->nearest[0].probability
         >= MAX (least_for (one, from, to), least_for (other, from, to));
}

static void
overrule (BounceVerdict *verdict, const BounceLikeness *likeness)
{
  BounceCategory category = likeness->nearest[0].category;
  g_autofree char *heaviest = bounce_heaviest_words (likeness->words, category);

  verdict->category = category;
  verdict->by = BOUNCE_DECIDED_BY_LIKENESS;
  verdict->confidence = likeness->nearest[0].probability;
  if (verdict->rule != NULL)
    verdict->runner_up = verdict->rule;
  verdict->rule = NULL;
  g_free (verdict->evidence);
  verdict->evidence = g_strconcat ("like: ", heaviest, NULL);
}

/* Whether VERDICT goes by a reply code that speaks of commands and their order
   (RFC 5321, 4.2.2), and so of nobody's address or mail. */
static gboolean
is_of_protocol (const BounceEvidence *evidence, const BounceVerdict *verdict)
{
  return verdict->by == BOUNCE_DECIDED_BY_REPLY && evidence->reply_code >= 502
         && evidence->reply_code <= 504;
}

/* Whether an opinion that isn't heard makes VERDICT doubtful.  A rule with a
   condition was made for a case. */
static gboolean
may_doubt (const BounceEvidence *evidence, const BounceVerdict *verdict,
           const BounceLikeness *likeness)
{
  const BounceRule *rule = verdict->rule;

  return verdict->category != BOUNCE_CATEGORY_UNKNOWN
         && likeness->origin == BOUNCE_ORIGIN_REMOTE && has_code (evidence)
         && !is_of_protocol (evidence, verdict)
         && (rule == NULL || rule->weak || strcmp (rule->when, "-") == 0);
}

/* Two that know each something else know nothing. */
static void
withdraw (BounceVerdict *verdict)
{
  verdict->category = BOUNCE_CATEGORY_UNKNOWN;
  verdict->by = BOUNCE_DECIDED_BY_NONE;
  verdict->doubted = TRUE;
  if (verdict->rule != NULL)
    verdict->runner_up = verdict->rule;
  verdict->rule = NULL;
  g_free (verdict->evidence);
  verdict->evidence = g_strdup ("none");
}

/* What becomes of VERDICT if the model thinks otherwise. */
static void
settle (const BounceEvidence *evidence, Ground ground, const Threshold *least,
        const BounceLikeness *likeness, BounceVerdict *verdict)
{
  if (is_heard (evidence, ground, least, verdict, likeness))
    overrule (verdict, likeness);
  else if (may_doubt (evidence, verdict, likeness)
           && likeness->nearest[0].probability >= thresholds[ground].doubt)
    withdraw (verdict);
}

/* Whether what MATCHER ran on last names two reasons ("no such group, or you
   may not post"): of these the softer one counts, whatever it is like. */
static gboolean
names_alternatives (BounceMatcher *matcher)
{
  bounce_matcher_recall_hits (matcher);
  for (guint i = 0; i < matcher->n_hits; i++)
    if (matcher->hits[i].notion == matcher->either)
      return TRUE;
  return FALSE;
}

void
bounce_likeness_reconsider (BounceMatcher *matcher,
                            const BounceEvidence *evidence,
                            BounceVerdict *verdict)
{
  BounceCategory status = telling_category (evidence->status), opinion;
  Ground ground = ground_of (status, verdict);
  BounceMeaning meaning = { .category = BOUNCE_CATEGORY_NONE };
  BounceLikeness likeness;
  BounceOrigin origin;

  if (ground == GROUND_FIRM)
    return;
  /* What a rule knows and the clauses mean is right, whatever it is like,
     unless the status says otherwise; and of words that no rule is about the
     model has no better opinion. */
  if (ground == GROUND_RULE)
    bounce_matcher_meaning (matcher, &meaning);
  if ((meaning.category == verdict->category && status == BOUNCE_CATEGORY_NONE)
      || !bounce_answer_read (matcher, evidence, ground != GROUND_RULE,
                              &origin))
    return;
  bounce_likeness_form (matcher, evidence, origin, &likeness);
  opinion = likeness.nearest[0].category;
  /* What is missing before anybody was named is the sender. */
  if (!bounce_classify_may_blame (evidence, opinion))
    likeness.nearest[0].category = opinion = BOUNCE_CATEGORY_BLOCKED_CONTENT;
  if (ground == GROUND_STATUS || ground == GROUND_CODE
      || (ground == GROUND_KEYWORD && opinion != verdict->category))
    bounce_matcher_meaning (matcher, &meaning);
  if (opinion != verdict->category
      && !(ground >= (bounce_category_is_hard (opinion) ? GROUND_WEAK
                                                        : GROUND_RULE)
           && opinion != BOUNCE_CATEGORY_RELAY_ERROR
           && !bounce_category_is_hard (verdict->category)
           && names_alternatives (matcher)))
    settle (
        evidence, ground,
        find_threshold (ground, opinion, status, &meaning, verdict->runner_up),
        &likeness, verdict);
  bounce_likeness_clear (&likeness);
}
