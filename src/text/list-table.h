/* How the word lists lie in memory; mkrules makes it.  For lists.c. */
#ifndef BOUNCE_TEXT_LIST_TABLE_H
#define BOUNCE_TEXT_LIST_TABLE_H

#include "text/automaton.h"

/* That a phrase is part of a list. */
typedef struct
{
  guint16 list;
  guint16 order; /* in the list, and flags */
} BounceListMember;

#define BOUNCE_MEMBER_FIRST 0x8000u /* '^' */
#define BOUNCE_MEMBER_LAST 0x4000u  /* '$' */
#define BOUNCE_MEMBER_ORDER 0x3fffu

/* By phrase, with one more: where its members begin, and its bytes. */
typedef struct
{
  guint32 members;
  guint32 length;
} BounceListPhrase;

typedef struct
{
  BounceAutomaton automaton;
  const BounceListPhrase *phrases;
  const BounceListMember *members;
  const char *const *names; /* by list */
} BounceListTable;

/* The built-in one. */
extern const BounceListTable bounce_list_table;

#endif
