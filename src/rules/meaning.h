/* What a text means where no rule knows its words: the subject and the
   predicate of each clause, looked up in a table of cells.  The words are the
   notions of rules/data/notions.LANG.tsv; the cells stand in meaning.c. */
#ifndef BOUNCE_RULES_MEANING_H
#define BOUNCE_RULES_MEANING_H

#include "rules/clauses.h"

typedef struct
{
  BounceCategory category; /* NONE: the text means nothing that is known */
  gboolean weak;           /* a symptom: a specific status is better evidence */
  guint cell;              /* the number of the cell, from 1 */
  guint first, last;       /* the words that were read, in the clauses */
} BounceMeaning;

/* Fills MEANING with what the text means that MATCHER ran on last: of several
   clauses the one whose cell stands first, since a cause stands before its
   symptoms. */
void bounce_matcher_meaning (BounceMatcher *matcher, BounceMeaning *meaning);

#endif
