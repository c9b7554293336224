/* error: the domain of what is wrong with rules. */
#include "config.h"

#include "rules/rules.h"

G_DEFINE_QUARK (bounce - rules - error - quark, bounce_rules_error)
