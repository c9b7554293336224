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

/* Those of all lists: of the phrases that are ASCII once they are folded, and
   of the others, which only some texts need.  A state has 16 bits, and all
   phrases together more states than that. */
extern const BounceListTable bounce_list_table;
extern const BounceListTable bounce_list_wide_table;

/* By list, one of its phrases of ASCII alone, for who asks for no other list:
   so small that it stays in the nearest cache.  NULL: there is none. */
extern const BounceListTable *const bounce_list_alone[];

#endif
