/* What the unit tests of rules share. */
#ifndef BOUNCE_TESTS_RULES_CHECK_H
#define BOUNCE_TESTS_RULES_CHECK_H

#include "rules/rules.h"

/* Classes for the rules of a test: its first three lines. */
#define CLASSES                                                                \
  "$box\tmailbox|mail box\n$box\tinbox\n"                                      \
  "$any\t$box|my $box|account\n"

/* The rules of TEXT, a rules file called "t", which must be right; the caller
   frees them. */
BounceRules *parse (const char *text);

/* The line of the rule that wins, 0 for none; EXAMPLE is read as one. */
guint winner (const BounceRules *rules, const char *example);

#endif
