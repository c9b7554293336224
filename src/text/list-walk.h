/* How lists.c and list-reader.c walk through the tables of the lists.  Private
   to them. */
#ifndef BOUNCE_TEXT_LIST_WALK_H
#define BOUNCE_TEXT_LIST_WALK_H

#include "base/ascii.h"
#include "text/dense-walk.h"
#include "text/list-names.h"
#include "text/list-table.h"

/* Of a question about LIST, and no other: where its phrases of ASCII are. */
static inline const BounceListTable *
table_of (BounceList list)
{
  return bounce_list_alone[list] != NULL ? bounce_list_alone[list]
                                         : &bounce_list_table;
}

/* Where others are that the LENGTH bytes at TEXT may hold, if TABLE has none of
   those; NULL: nowhere. */
static inline const BounceListTable *
wide_table_for (const BounceListTable *table, const char *text, gsize length)
{
  return table->ascii_only && !bounce_ascii_only (text, length)
             ? &bounce_list_wide_table
             : NULL;
}

/* The members of the lists of TABLE that end in STATE, up to *END. */
static inline const BounceListMember *
members_of (const BounceListTable *table, guint state,
            const BounceListMember **end)
{
  const guint32 *of = table->members_of + (state - table->automaton.first_end);

  *end = table->members + of[1];
  return table->members + of[0];
}

/* In a text that only one list is asked of. */
static inline const char *
run_one_list (const BounceDense *automaton, guint *state, const char *text,
              const char *end)
{
  return bounce_dense_is_plain (automaton)
             ? bounce_dense_run_plain (automaton, state, text, end)
             : bounce_dense_run (automaton, state, text, end);
}

#endif
