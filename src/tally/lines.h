/* A file or standard input, line by line, with bounded memory. */
#ifndef BOUNCE_TALLY_LINES_H
#define BOUNCE_TALLY_LINES_H

#include <glib.h>

typedef struct BounceLines BounceLines;

/* The longest line in bytes; what is longer comes as one without text. */
#define BOUNCE_LINES_MAX (1024 * 1024)

/* Opens NAME, or standard input for NULL and "-".  NULL with ERROR (exit
   status 66).  Free with bounce_lines_free. */
BounceLines *bounce_lines_open (const char *name, GError **error);
void bounce_lines_free (BounceLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceLines, bounce_lines_free)

/* A line without its end.  TEXT is NUL-terminated, borrowed until the next
   call, and NULL for a line that was too long. */
typedef struct
{
  const char *text;
  gsize length;
  gboolean ended; /* by a newline, not by the end of the file */
  guint64 number; /* from 1 */
} BounceLine;

/* Fills LINE with the next line.  FALSE at the end, or with ERROR set if
   reading failed. */
gboolean bounce_lines_next (BounceLines *lines, BounceLine *line,
                            GError **error);

/* Waits for a byte.  Sets *NONE if there is no further one to be had.
   FALSE with ERROR set if reading failed. */
gboolean bounce_lines_are_none (BounceLines *lines, gboolean *none,
                                GError **error);

/* Sees to it that LINES, of which nothing was read yet, can be rewound: what
   is no plain file is copied to a temporary one.  FALSE with ERROR (exit status
   66 for the input, 75 for that file). */
gboolean bounce_lines_keep (BounceLines *lines, GError **error);

/* Goes back to the first line of LINES that are kept.  FALSE with ERROR. */
gboolean bounce_lines_rewind (BounceLines *lines, GError **error);

/* TRUE if no further line is at hand, and none comes within MILLISECONDS. */
gboolean bounce_lines_pause (const BounceLines *lines, int milliseconds);

/* What is wrong with LINE, in static words: it is too long, not UTF-8, or holds
   a NUL.  NULL if nothing is. */
const char *bounce_line_trouble (const BounceLine *line);

/* "NAME:NUMBER: TEXT", for people; the caller frees it. */
char *bounce_lines_message (const BounceLines *lines, const BounceLine *line,
                            const char *text);

#endif
