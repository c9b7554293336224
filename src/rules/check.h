/* Rules against their own examples, for --check-rules and the test suite. */
#ifndef BOUNCE_RULES_CHECK_H
#define BOUNCE_RULES_CHECK_H

#include <glib.h>

#include "rules/rules.h"

/* Reads what an example says of its context: leading words such as "[rcpt]",
   "[prose]" or "[local]", then the reply code and enhanced status in the text.
   Returns the text behind the bracketed words. */
const char *bounce_rules_read_example (const char *example,
                                       BounceRuleContext *context);

/* Runs every rule's example through the rules of all N SETS and appends a line
   to REPORT for each that another rule wins ("FILE:LINE: example fires
   FILE:LINE (words) instead") or none.  TRUE if every rule wins its own, but
   for built-in ones that a rule of another set overrides, which is said. */
gboolean bounce_rules_check (const BounceRules *const *sets, guint n,
                             GString *report);

#endif
