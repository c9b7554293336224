/* A text in clauses, and the notions that stand in them: what a classifier by
   subject and predicate ("mailbox" + "not found") works with.

   A notion is a named list of wordings in the rules' data:

       @full<TAB>full|over quota|$full
       @full<TAB>{out|short} of .. space

   Such a line stands where a class may stand; lines of the same name go on with
   it, anywhere in the data.  Its second column is a wording as rules have it,
   with classes, stars and gaps (bouncecat-rules(5)); one that is nothing but
   alternatives needs no braces.  The rules' automaton finds the notions in the
   same pass, in every clause, all of them.  The notions of the last set of
   rules that the matcher was given count, the built-in one. */
#ifndef BOUNCE_RULES_CLAUSES_H
#define BOUNCE_RULES_CLAUSES_H

#include "rules/notion-hit.h"
#include "rules/rules.h"
#include "text/words.h"

/* The number, from 0, of the notion NAME (without its @) in RULES, or
   BOUNCE_NOTION_NONE.  It is a search: do it once, not for every text. */
guint bounce_rules_notion (const BounceRules *rules, const char *name);

/* The name of notion NUMBER, without @, and how many notions there are.  The
   name lives as long as RULES. */
const char *bounce_rules_notion_name (const BounceRules *rules, guint number);
guint bounce_rules_n_notions (const BounceRules *rules);

/* Of the text that the matcher ran on last; borrowed until its next run. */
typedef struct
{
  const char *text;        /* " word word ": normalised */
  const BounceWord *words; /* n_words, and the mark of the end */
  guint n_words;
  const BounceNotionHit *hits; /* by clause, then by first word, longer first */
  guint n_hits;
} BounceClauses;

/* Runs MATCHER on TEXT (valid UTF-8) for the clauses alone; costs nothing if it
   ran on the same text last. */
void bounce_matcher_read (BounceMatcher *matcher, const GString *text);
/* TRUE if TEXT is what MATCHER ran on last. */
gboolean bounce_matcher_has_read (const BounceMatcher *matcher,
                                  const GString *text);

/* Fills CLAUSES with those of the text that MATCHER ran on last. */
void bounce_matcher_clauses (BounceMatcher *matcher, BounceClauses *clauses);

#endif
