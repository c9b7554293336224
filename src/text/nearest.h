/* A wrong name, and what may have been meant. */
#ifndef BOUNCE_TEXT_NEAREST_H
#define BOUNCE_TEXT_NEAREST_H

#include <glib.h>

/* A question to stand behind a message about WORD: ": did you mean 'date'?",
   with those names that are nearest to it, or "" where none is near.  NAME
   gives the names for I from 0 to N - 1 and DATA; NULL where there is none.
   Never NULL; the caller frees it. */
char *bounce_nearest (const char *word, guint n,
                      const char *(*name) (guint i, gpointer data),
                      gpointer data);

/* The same for the N strings of NAMES. */
char *bounce_nearest_of (const char *word, const char *const *names, guint n);

#endif
