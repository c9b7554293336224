/* bouncecat's command line: one GOption table into one struct. */
#ifndef BOUNCE_CAT_OPTIONS_H
#define BOUNCE_CAT_OPTIONS_H

#include <glib.h>

#include "cat/command-line.h"

/* Reads ARGV.  FALSE with ERROR for wrong usage (exit 64). */
gboolean bounce_command_line_parse (BounceCommandLine *line, char **argv,
                                    GError **error);
void bounce_command_line_clear (BounceCommandLine *line);

/* The text of --help; the caller frees it. */
char *bounce_command_line_help (void);

#endif
