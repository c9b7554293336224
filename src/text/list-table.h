/* How the word lists lie in memory; mkrules makes it.  For lists. */
#ifndef BOUNCE_TEXT_LIST_TABLE_H
#define BOUNCE_TEXT_LIST_TABLE_H

#include "text/dense-automaton.h"

/* That a phrase of a list ends in a state. */
typedef struct
{
  guint16 list;
  guint16 order;  /* in the list, and flags */
  guint16 length; /* of the phrase */
} BounceListMember;

#define BOUNCE_PHRASE_FIRST 0x8000u /* it has a '^' */
#define BOUNCE_PHRASE_LAST 0x4000u  /* it has a '$' */
#define BOUNCE_PHRASE_ORDER 0x3fffu

typedef struct
{
  BounceDense automaton;
  const guint32 *members_of; /* by state from first_end on, with one more */
  const BounceListMember *members; /* of a state the longest phrase first */
  gboolean ascii_only; /* the lists have phrases that are not ASCII, too */
} BounceListTable;

/* Those of many lists.  A state has 16 bits, and all phrases together more
   states than that.  So the phrases that are ASCII once they are folded have
   two tables: of the lists that most texts are asked for, and of those that
   stand apart; the others, which only some texts need, have one. */
extern const BounceListTable bounce_list_table;
extern const BounceListTable bounce_list_apart_table;
extern const BounceListTable bounce_list_wide_table;

/* By list, the table of its phrases of ASCII for who asks for no other list: of
   it alone, and so small that it stays in the nearest cache, or of all that
   stand apart.  NULL: bounce_list_table. */
extern const BounceListTable *const bounce_list_alone[];

#endif
