/* A wrong name, and what may have been meant. */
#ifndef BOUNCE_TEXT_NEAREST_H
#define BOUNCE_TEXT_NEAREST_H

#include <glib.h>

/* Of the N names that NAME gives (NULL: none there) those nearest to WORD, to
   stand behind a message: ": did you mean 'date'?", or "" where none is near.
   The caller frees it. */
char *bounce_nearest (const char *word, guint n,
                      const char *(*name) (guint i, gpointer data),
                      gpointer data);

/* The same for an array. */
char *bounce_nearest_of (const char *word, const char *const *names, guint n);

#endif
