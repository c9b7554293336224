/* Standard output, written without a buffer of its own and checked: a full
   disk is an error, a reader that closed the pipe is one that need not be told
   to anyone (G_FILE_ERROR_PIPE). */
#ifndef BOUNCE_OUTPUT_STANDARD_OUTPUT_H
#define BOUNCE_OUTPUT_STANDARD_OUTPUT_H

#include <glib.h>

/* To be called first: sees to it that no file that is opened later, such as a
   ledger, becomes standard input, output or error where the program was
   started without them. */
void bounce_output_guard (void);

/* Writes all of TEXT.  FALSE with ERROR (domain G_FILE_ERROR). */
gboolean bounce_output_write (const char *text, gsize length, GError **error);

/* Closes the output: some file systems tell only now that what was written is
   lost.  FALSE with ERROR (domain G_FILE_ERROR). */
gboolean bounce_output_close (GError **error);

#endif
