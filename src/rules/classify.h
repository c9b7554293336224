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
  char *evidence;              /* owned: "text: mailbox full", "none" */
  const BounceRule *rule;      /* the one that won, or NULL */
  const BounceRule *runner_up; /* the next best of another category, or NULL */
  gboolean weak;               /* of TEXT: a symptom, not the cause */
  guint n_words;               /* that a rule was found in; MAXUINT: a fact */
  BounceOrigin origin;         /* whose words decided, if TEXT */
  gboolean doubted;  /* of NONE: something decided, but not for sure */
  double confidence; /* of LIKENESS, up to 1; else 0 */
} BounceVerdict;

/* Judges EVIDENCE (settled).  VERDICT is filled; clear it after use. */
void bounce_classify (BounceMatcher *matcher, const BounceEvidence *evidence,
                      BounceVerdict *verdict);
/* A reply or a status of the class that says "for now": nobody is made hard
   behind it for words that were only put together. */
gboolean bounce_classify_is_for_now (const BounceEvidence *evidence);

/* FALSE if CATEGORY says something of the recipient, of whom the server had not
   heard yet when it refused: at HELO and MAIL it speaks of the sender. */
gboolean bounce_classify_may_blame (const BounceEvidence *evidence,
                                    BounceCategory category);
void bounce_verdict_clear (BounceVerdict *verdict);

#endif
