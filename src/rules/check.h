/* Rules against their own examples, for --check-rules and the test suite. */
#ifndef BOUNCE_RULES_CHECK_H
#define BOUNCE_RULES_CHECK_H

#include <glib.h>

#include "rules/rules.h"

/* Runs every rule's example through the rules of all N SETS (tried in that
   order) and appends a line to REPORT for each that another rule wins
   ("FILE:LINE: example fires FILE:LINE (words) instead") or that none does.
   TRUE if every rule wins its own example; a built-in rule that a rule of
   another set overrides is reported, but no failure. */
gboolean bounce_rules_check (const BounceRules *const *sets, guint n,
                             GString *report);

#endif
