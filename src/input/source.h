/* Where mail comes from: a message file, an mbox, a Maildir, an MH folder or
   any directory, plain or gzip-compressed, standard input.  What it is shows
   in the bytes, never in the name.  A source is read forwards, once, with
   memory that does not depend on its size; nothing is ever written to it. */
#ifndef BOUNCE_INPUT_SOURCE_H
#define BOUNCE_INPUT_SOURCE_H

#include <glib.h>

#include "base/line-ends.h"

#include "input/source-error.h"

typedef struct BounceSource BounceSource;

/* Opens NAME ("-": standard input; a name is never expanded).  NULL with
   ERROR (domain BOUNCE_SOURCE_ERROR, message "NAME: reason") if it can't be
   opened.  Free with bounce_source_free. */
BounceSource *bounce_source_open (const char *name, GError **error);
void bounce_source_free (BounceSource *source);

/* Goes to the next message, past what was not read of the current one.
   FALSE at the end, or with ERROR set: then the caller reports it and calls
   again, for a directory goes on with its next file. */
gboolean bounce_source_next (BounceSource *source, GError **error);

/* The next line of the current message without its line end (LF, CRLF or CR),
   mbox quoting undone; the leading "From " line is not part of it.  FALSE at
   the message's end.  LINE is borrowed until the next call and not
   NUL-terminated. */
gboolean bounce_source_line (BounceSource *source, const char **line,
                             gsize *length);

/* Of the current message the lines that are at hand and need no look of the
   source's: LINES, borrowed as a line is.  None of them begins with "--", as a
   boundary does.  FALSE if the next line is not like that. */
gboolean bounce_source_lines (BounceSource *source, BounceLineRun *lines);

/* Of the current message: the file it stands in ("-" for standard input;
   borrowed until bounce_source_next), and its 1-based number in that file. */
const char *bounce_source_file (const BounceSource *source);
guint64 bounce_source_index (const BounceSource *source);

/* TRUE if a line of the current message was too long for a stream (see
   stream.h) and was cut. */
gboolean bounce_source_was_cut (const BounceSource *source);

/* How much is to be done and was done, for --progress: bytes where the size is
   known, else 0.  A directory counts the files it has listed. */
void bounce_source_progress (const BounceSource *source, guint64 *done,
                             guint64 *total);

#endif
