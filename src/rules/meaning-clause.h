/* Clauses as meaning.c reads them: what stands in them, in order. */
#ifndef BOUNCE_RULES_MEANING_CLAUSE_H
#define BOUNCE_RULES_MEANING_CLAUSE_H

#include "rules/clauses.h"
#include "rules/meaning-cells.h"

/* What stands in a clause. */
typedef struct
{
  guint8 notion;
  guint32 first, last; /* words */
} BounceMeaningHit;

#define BOUNCE_MEANING_HITS_MAX 96

typedef struct
{
  BounceMeaningHit hits[BOUNCE_MEANING_HITS_MAX]; /* by first word, of those the
                                                     longer first */
  guint n;
  BounceNotions seen;
} BounceMeaningClause;

/* Which BounceNotion each of the notions of MATCHER's rules is;
   BOUNCE_N_MEANING_NOTIONS: none that tells a meaning.  MATCHER owns it. */
const guint8 *bounce_meaning_notions_of (BounceMatcher *matcher);

/* Fills CLAUSE with the hits of the clause that begins with the Ith, ready to
   be read; returns the first hit behind it. */
guint bounce_meaning_next (const BounceClauses *clauses,
                           const guint8 *notion_of, guint i,
                           BounceMeaningClause *clause);

#endif
