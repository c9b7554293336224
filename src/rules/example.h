/* The example of a rule: its text, and the context that it stands in. */
#ifndef BOUNCE_RULES_EXAMPLE_H
#define BOUNCE_RULES_EXAMPLE_H

#include "rules/rules.h"

/* Reads what an example says of its context: leading words such as "[rcpt]",
   "[prose]" or "[local]", then the reply code and enhanced status in the text.
   Fills CONTEXT, which borrows nothing, and returns the text behind the
   bracketed words, borrowed from EXAMPLE. */
const char *bounce_rules_read_example (const char *example,
                                       BounceRuleContext *context);

#endif
