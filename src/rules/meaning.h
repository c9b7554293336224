/* What a text means where no rule knows its words: the subject and the
   predicate of each clause, looked up in a table of cells.  The words are the
   notions of rules/data/90-notions.LANG.tsv; the cells stand in
   meaning-cells.c. */
#ifndef BOUNCE_RULES_MEANING_H
#define BOUNCE_RULES_MEANING_H

#include "rules/clauses.h"
#include "rules/reading.h"

/* Fills MEANING with what the text means that MATCHER ran on last: of several
   clauses the one whose cell stands first, since a cause stands before its
   symptoms. */
void bounce_matcher_meaning (BounceMatcher *matcher, BounceMeaning *meaning);

/* How many signs of a text count, at most. */
#define BOUNCE_SIGNS_MAX 512

/* What a model of wordings is told of a text beside its words: the notions of
   each clause, what is said of whom, what is said together, and the cells that
   fit.  They are the same in every language.  A number means nothing but
   itself, and may stand here twice. */
typedef struct
{
  guint n;
  guint32 sign[BOUNCE_SIGNS_MAX];
} BounceSigns;

/* Fills SIGNS from the text that MATCHER ran on last. */
void bounce_matcher_signs (BounceMatcher *matcher, BounceSigns *signs);

#endif
