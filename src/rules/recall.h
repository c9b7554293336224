/* Which rules and notions the words of a text completed when it was read last.
   A mailbox says the same few things over and over, once addresses, numbers and
   hosts are folded away; what they complete depends on nothing but the words
   and their clauses.  What is said with them, the status above all, is asked
   anew each time. */
#ifndef BOUNCE_RULES_RECALL_H
#define BOUNCE_RULES_RECALL_H

#include <glib.h>

#include "text/words.h"

/* All words of a rule or a notion, in the order in which they were found. */
typedef struct
{
  guint32 set;        /* of the matcher */
  guint32 accept;     /* of table.h, BOUNCE_ACCEPT_... */
  guint32 start, end; /* its words, counted from 0 */
} BounceCompleted;

typedef struct BounceRecall BounceRecall;

/* Holds a few hundred texts, and replaces old ones by new ones.  For one thread
   at a time.  Free with bounce_recall_free. */
BounceRecall *bounce_recall_new (void);
void bounce_recall_free (BounceRecall *recall);

/* What WORDS, a folded text whose words MARKS tells, completed: an array of
   BounceCompleted, RECALL's until its next call.  *KNOWN is TRUE if they are
   all there; else they have to be appended to it.  NULL for a text that is too
   long to be kept. */
GArray *bounce_recall_text (BounceRecall *recall, const GString *words,
                            const GArray *marks, gboolean *known);

#endif
