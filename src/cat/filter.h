/* A run of bouncecat over all mail that the command line names. */
#ifndef BOUNCE_CAT_FILTER_H
#define BOUNCE_CAT_FILTER_H

#include <glib.h>

#include "cat/options.h"
#include "rules/rules.h"

/* Reads all mail and does with it what LINE says.  Returns the exit status that
   went before ERROR, if there is one; COMPLAIN hears what the user is to
   know. */
int bounce_filter_run (const BounceCommandLine *line,
                       const BounceRules *const *rules, guint n_rules,
                       void (*complain) (const char *complaint),
                       GError **error);

#endif
