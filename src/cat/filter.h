/* A run of bouncecat over all mail that the command line names. */
#ifndef BOUNCE_CAT_FILTER_H
#define BOUNCE_CAT_FILTER_H

#include <glib.h>

#include "cat/options.h"
#include "rules/rules.h"

/* Reads all mail and does with it what LINE says, under the N_RULES sets in
   RULES. COMPLAIN is called with what the user is to know.  Returns the exit
   status that complaints call for; if ERROR is set, the caller joins it with
   that error's. */
int bounce_filter_run (const BounceCommandLine *line,
                       const BounceRules *const *rules, guint n_rules,
                       void (*complain) (const char *complaint),
                       GError **error);

#endif
