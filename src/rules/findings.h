/* What the words of one recipient's evidence gave, before anybody decides: the
   rules that fit, and what the clauses mean.  Private to classify.c. */
#ifndef BOUNCE_RULES_FINDINGS_H
#define BOUNCE_RULES_FINDINGS_H

#include "model/evidence.h"
#include "rules/reading.h"
#include "rules/rules.h"

/* Zeros at first.  The rules are the matcher's, or NULL, their words owned. */
typedef struct
{
  const BounceRule *strong; /* decides by itself */
  const BounceRule *weak;   /* decides where nothing else does */
  const BounceRule *second; /* the next best of another category */
  BounceOrigin strong_origin;
  BounceOrigin weak_origin;
  char *strong_words;
  char *weak_words;
  BounceMeaning meaning; /* of the server's words, where no rule is strong */
  char *meaning_words;
} BounceFindings;

/* Frees what FOUND owns, not FOUND. */
void bounce_findings_clear (BounceFindings *found);

/* Adds to FOUND what the texts of ORIGIN in EVIDENCE say, as long as no rule is
   strong. */
void bounce_findings_read (BounceMatcher *matcher,
                           const BounceEvidence *evidence, BounceOrigin origin,
                           BounceFindings *found);

/* Whether a server speaks in EVIDENCE, and not only the prose around it. */
gboolean bounce_findings_has_server (const BounceEvidence *evidence);

/* Prose says what the notification is, as often as why; that it gives no
   reason is no reason to forget a code. */
void bounce_findings_forget_empty (BounceFindings *found);

#endif
