/* What both programs do from their first line to their last: descriptors,
   signals, words for the user, standard output and the exit status. */
#ifndef BOUNCE_CLI_PROGRAM_H
#define BOUNCE_CLI_PROGRAM_H

#include <glib.h>

/* To be called first.  NAME (static) stands before what is said on standard
   error. */
void bounce_program_start (const char *name);

/* Says MESSAGE on one line: what it has from mail and file names is made
   printable, and the password of a URI is left out. */
void bounce_program_tell (const char *message);

/* Says what failed, unless a reader has closed the pipe; returns the exit
   status that ERROR calls for. */
int bounce_program_fail (const GError *error);

/* The same for wrong usage: points to --help. */
int bounce_program_fail_usage (const char *message);

/* Prints TEXT to standard output.  Returns the exit status. */
int bounce_program_print (const char *text);

/* Ends the output.  Returns STATUS, or that of a failure to end it, whichever
   is worse. */
int bounce_program_end (int status);

#endif
