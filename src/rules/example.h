/* What the example of a rule says, and with what. */
#ifndef BOUNCE_RULES_EXAMPLE_H
#define BOUNCE_RULES_EXAMPLE_H

#include "rules/rules.h"

/* Reads what an example says of its context: leading words such as "[rcpt]",
   "[prose]" or "[local]", then the reply code and enhanced status in the text.
   Returns the text behind the bracketed words. */
const char *bounce_rules_read_example (const char *example,
                                       BounceRuleContext *context);

#endif
