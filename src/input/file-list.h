/* Names of sources, one a line or NUL-separated, from a file or standard
   input, read as they come (--files-from, --null). */
#ifndef BOUNCE_INPUT_FILE_LIST_H
#define BOUNCE_INPUT_FILE_LIST_H

#include <glib.h>

typedef struct BounceFileList BounceFileList;

/* Opens the list FILE ("-": standard input).  Names end with a NUL if
   NULL_SEPARATED, as find -print0 writes them, else with a line end.  NULL with
   ERROR set (domain BOUNCE_SOURCE_ERROR) if FILE can't be opened. */
BounceFileList *bounce_file_list_open (const char *file,
                                       gboolean null_separated, GError **error);
void bounce_file_list_free (BounceFileList *names);

/* The next name, borrowed until the next call; empty ones are passed over.
   FALSE at the end, or with ERROR set: then the caller may go on.  A name that
   is too long or holds a NUL is an error, and so is "-" among names that come
   from standard input. */
gboolean bounce_file_list_next (BounceFileList *names, const char **name,
                                GError **error);

#endif
