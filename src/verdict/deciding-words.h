/* Where in a text the words stand that decided, for --explain. */
#ifndef BOUNCE_VERDICT_DECIDING_WORDS_H
#define BOUNCE_VERDICT_DECIDING_WORDS_H

#include <glib.h>

#include "rules/rules.h"

/* What is looked for: the words of RULE, or, if that is NULL, those that mean
   CATEGORY. */
typedef struct
{
  BounceMatcher *matcher;
  const BounceRule *rule;
  BounceCategory category;
  BounceRuleContext context;
  const char *folded; /* the words as the rules see them; NULL: not known */
} BounceDecidingWords;

/* Whether TEXT holds them. */
gboolean bounce_deciding_words_in (const BounceDecidingWords *words,
                                   const char *text);

/* The clause of TEXT that holds them, with what a colon at its end leads to.
   NULL if it is all of TEXT, or more than one.  The caller frees it. */
char *bounce_deciding_clause (const BounceDecidingWords *words,
                              const char *text);

/* The words as TEXT has them, as few as will do, or else as they are folded;
   NULL if neither is known.  The caller frees them. */
char *bounce_deciding_words_written (const BounceDecidingWords *words,
                                     const char *text);

#endif
