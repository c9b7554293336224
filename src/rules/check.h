/* Rules against their own examples, for --check-rules and the test suite. */
#ifndef BOUNCE_RULES_CHECK_H
#define BOUNCE_RULES_CHECK_H

#include <glib.h>

#include "rules/rules.h"

/* Runs every rule's example through the rules of all N SETS and appends a line
   to REPORT for each that another rule wins ("FILE:LINE: example fires
   FILE:LINE (words) instead") or none.  TRUE if every rule wins its own, but
   for built-in ones that a rule of another set overrides, which is said. */
gboolean bounce_rules_check (const BounceRules *const *sets, guint n,
                             GString *report);

#endif
