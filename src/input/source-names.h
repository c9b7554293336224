/* Which sources are read: those of the command line, then those of a list
   (--files-from), which come while they are read; standard input if neither
   names one. */
#ifndef BOUNCE_INPUT_SOURCE_NAMES_H
#define BOUNCE_INPUT_SOURCE_NAMES_H

#include <glib.h>

typedef struct BounceSourceNames BounceSourceNames;

/* The names SOURCES (NULL-terminated, or NULL) and those that the file
   FILES_FROM (NULL: none) lists, as bounce_file_list_open reads it; all are
   copied.  Never NULL; free with bounce_source_names_free. */
BounceSourceNames *bounce_source_names_new (const char *const *sources,
                                            const char *files_from,
                                            gboolean nul_separated);
void bounce_source_names_free (BounceSourceNames *names);

/* The next name, borrowed until the next call, "-" for standard input.  NULL at
   the end, or with ERROR set (domain BOUNCE_SOURCE_ERROR) where the list gives
   none: then the caller may go on. */
const char *bounce_source_names_next (BounceSourceNames *names, GError **error);

/* How many there are; 0: that is not known, for a list is read. */
guint bounce_source_names_count (const BounceSourceNames *names);

/* The name of the list, for complaints, borrowed; NULL: there is none. */
const char *bounce_source_names_list (const BounceSourceNames *names);

/* TRUE if a call of bounce_source_names_next, or to read what it names, may
   wait for somebody else. */
gboolean bounce_source_names_may_wait (const BounceSourceNames *names);

/* Whether NAME, "-" for standard input, is a pipe, a terminal or the like. */
gboolean bounce_source_name_is_stream (const char *name);

#endif
