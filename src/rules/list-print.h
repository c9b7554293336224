/* The word lists' tables, for list-compile. */
#ifndef BOUNCE_RULES_LIST_PRINT_H
#define BOUNCE_RULES_LIST_PRINT_H

#include <glib.h>

typedef struct
{
  char *name;
  GPtrArray *phrases; /* of char *, as written */
  gboolean alone;     /* often looked for alone: it gets its own table */
} BounceWordList;

/* Appends the C that defines what text/list-table.h declares, of LISTS (of
   BounceWordList *, numbered from 1), to OUT.  FALSE if they are too many for
   their automaton. */
gboolean bounce_lists_print (const GPtrArray *lists, GString *out);

#endif
