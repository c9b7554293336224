/* What the words of a text gave when it was read last: the rules and notions
   that they completed, which rules won, what it means, and what the model
   thinks of it.  A mailbox says the same few things over and over, once
   addresses, numbers and hosts are folded away.  What words complete and mean
   depends on nothing but them and their clauses; what else was looked at, the
   status above all, is kept with the answer, which is given only where it is
   the same again. */
#ifndef BOUNCE_RULES_RECALL_H
#define BOUNCE_RULES_RECALL_H

#include <glib.h>

#include "rules/reading.h"
#include "rules/rules.h"

/* All words of a rule or a notion, in the order in which they were found. */
typedef struct
{
  guint32 set;        /* of the matcher */
  guint32 accept;     /* of table.h, BOUNCE_ACCEPT_... */
  guint32 start, end; /* its words, counted from 0 */
} BounceCompleted;

/* Of one text.  All but COMPLETED is there when its flag says so. */
typedef struct
{
  GArray *completed; /* of BounceCompleted, never NULL */
  gboolean judged;   /* the matcher has looked which rules fit in CONTEXT */
  BounceRuleContext context;
  BounceMatch match;
  char *strong_words, *weak_words; /* of MATCH, owned */
  gboolean understood;
  BounceMeaning meaning;
  gboolean weighed; /* by the model, beside the codes of OPINION */
  BounceOpinion opinion;
} BounceRecalled;

typedef struct BounceRecall BounceRecall;

/* Holds a few hundred texts, and replaces old ones by new ones.  For one thread
   at a time.  Free with bounce_recall_free. */
BounceRecall *bounce_recall_new (void);
void bounce_recall_free (BounceRecall *recall);

/* What is kept of WORDS, a folded text whose words MARKS tells; RECALL's until
   its next call.  *KNOWN is TRUE if what they complete is all there; else it
   has to be appended, and nothing else is there.  NULL for a text that is too
   long to be kept. */
BounceRecalled *bounce_recall_text (BounceRecall *recall, const GString *words,
                                    const GArray *marks, gboolean *known);

/* Keeps MATCH, found in CONTEXT, whose find_stage is still there if no rule
   asked for the stage. */
void bounce_recall_keep (BounceRecalled *recalled,
                         const BounceRuleContext *context,
                         const BounceMatch *match);

/* Whether the match of RECALLED is what CONTEXT gives, too.  Its stage is
   looked for only if one counted. */
gboolean bounce_recall_fits (const BounceRecalled *recalled,
                             BounceRuleContext *context);

#endif
