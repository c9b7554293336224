/* The word lists' tables, for list-compile. */
#ifndef BOUNCE_RULES_LIST_PRINT_H
#define BOUNCE_RULES_LIST_PRINT_H

#include <glib.h>

typedef struct
{
  char *name;
  GPtrArray *phrases; /* of char *, as written */
  gboolean alone;     /* often looked for alone: it gets its own table */
  gboolean apart;     /* seldom looked for: so do these, together */
} BounceWordList;

/* Appends the C that defines what text/list-table.h declares, of LISTS (of
   BounceWordList *, numbered from 1), to OUT, and to NEARLY_FULL a line for
   each automaton that has little room left.  FALSE with ERROR set if one has
   none. */
gboolean bounce_lists_print (const GPtrArray *lists, GString *out,
                             GString *nearly_full, GError **error);

#endif
