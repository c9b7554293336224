/* error: the error domain of rules, word lists and labelled replies. */
#include "config.h"

#include "rules/rules.h"

G_DEFINE_QUARK (bounce - rules - error - quark, bounce_rules_error)
