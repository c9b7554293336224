/* Names of sources, one a line or NUL-separated, from a file or standard
   input, read as they come (--files-from, --null). */
#ifndef BOUNCE_NAMES_H
#define BOUNCE_NAMES_H

#include <glib.h>

typedef struct BounceNames BounceNames;

/* FILE "-" is standard input; NULL_SEPARATED as find -print0 writes.  NULL
   with ERROR (domain BOUNCE_SOURCE_ERROR) if it can't be opened. */
BounceNames *bounce_names_open (const char *file, gboolean null_separated,
                                GError **error);
void bounce_names_free (BounceNames *names);

/* The next name, borrowed until the next call; empty ones are passed over.
   FALSE at the end, or with ERROR set: then the caller may go on.  A name that
   is too long or holds a NUL is an error, and so is "-" among names that come
   from standard input. */
gboolean bounce_names_next (BounceNames *names, const char **name,
                            GError **error);

#endif
