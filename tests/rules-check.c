/* rules-check: rules files and texts for the unit tests of rules. */
#include "config.h"

#include <check.h>

#include "rules-check.h"
#include "rules/example.h"
#include "rules/table.h"

BounceRules *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  BounceRules *rules = bounce_rules_parse ("t", text, &error);

  ck_assert_msg (rules != NULL, "%s", error == NULL ? "" : error->message);
  return rules;
}

guint
winner (const BounceRules *rules, const char *example)
{
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  BounceRuleContext context;
  const char *text = bounce_rules_read_example (example, &context);
  BounceMatch match;
  guint line = 0;

  bounce_matcher_run (matcher, text, &context, &match);
  if (match.strong != NULL)
    line = match.strong->line;
  else if (match.weak != NULL)
    line = match.weak->line;
  bounce_matcher_free (matcher);
  return line;
}
