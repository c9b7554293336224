/* Whether the command line makes sense as a whole. */
#ifndef BOUNCE_CAT_OPTION_CHECKS_H
#define BOUNCE_CAT_OPTION_CHECKS_H

#include <glib.h>

#include "cat/command-line.h"

/* FALSE with ERROR (domain G_OPTION_ERROR) if a value of LINE is none, or two
   options contradict each other. */
gboolean bounce_command_line_check (const BounceCommandLine *line,
                                    GError **error);

#endif
