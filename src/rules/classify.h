/* The verdict: one recipient's evidence becomes a category, in the order of
   bouncecat-categories(7): words, enhanced status, reply code. */
#ifndef BOUNCE_RULES_CLASSIFY_H
#define BOUNCE_RULES_CLASSIFY_H

#include "model/evidence.h"
#include "rules/rules.h"

typedef enum
{
  BOUNCE_DECIDED_BY_NONE,
  BOUNCE_DECIDED_BY_TEXT,
  BOUNCE_DECIDED_BY_STATUS,
  BOUNCE_DECIDED_BY_REPLY,
  BOUNCE_DECIDED_BY_LIKENESS
} BounceDecidedBy;

typedef struct
{
  BounceCategory category;
  BounceDecidedBy by;
  char *evidence;              /* owned, never NULL: "text: mailbox full" */
  const BounceRule *rule;      /* the one that won, or NULL */
  const BounceRule *runner_up; /* the next best of another category, or NULL */
  gboolean weak;               /* of TEXT: a symptom, not the cause */
  guint n_words;               /* that a rule was found in; MAXUINT: a fact */
  BounceOrigin origin;         /* whose words decided, if TEXT */
  gboolean doubted;  /* of NONE: something decided, but not for sure */
  double confidence; /* of LIKENESS, up to 1; else 0 */
} BounceVerdict;

/* Judges EVIDENCE, which must be settled (report/codes.h), and fills VERDICT;
   end that with bounce_verdict_clear.  Its rules live as long as MATCHER. */
void bounce_classify (BounceMatcher *matcher, const BounceEvidence *evidence,
                      BounceVerdict *verdict);

/* FALSE if CATEGORY blames the recipient, but the server speaks of the sender:
   it had refused before it heard of anybody else, at HELO or MAIL, or says
   "your". */
gboolean bounce_classify_may_blame (const BounceEvidence *evidence,
                                    BounceCategory category);

/* Frees what VERDICT owns, not VERDICT. */
void bounce_verdict_clear (BounceVerdict *verdict);

#endif
