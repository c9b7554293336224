/* A rules file: what is printed of it can be read, and is the same again. */
#include "config.h"

#include <string.h>

#include "rules/rules.h"
#include "tests/fuzz/fuzz.h"

static char *
print (const BounceRules *rules)
{
  GString *out = g_string_new (NULL);

  bounce_rules_print (rules, out);
  return g_string_free (out, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  const BounceRuleContext context = { .reply = 550 };
  BounceRules *rules = bounce_rules_load (fuzz_file (data, size), &error);
  BounceRules *again;
  BounceMatcher *matcher;
  BounceMatch match;

  fuzz_check ((rules == NULL) == (error != NULL),
              "an error says what is wrong");
  if (rules == NULL)
    return 0;
  matcher = bounce_matcher_new ((const BounceRules *const *)&rules, 1);
  bounce_matcher_run (matcher, "550 5.1.1 <a@b.example>: user unknown; x full",
                      &context, &match);
  bounce_matcher_free (matcher);
  one = print (rules);
  again = bounce_rules_load (fuzz_file ((const uint8_t *)one, strlen (one)),
                             &error);
  fuzz_check (again != NULL, error != NULL ? error->message : "rules again");
  other = print (again);
  fuzz_check (strcmp (one, other) == 0, "rules are printed as they are read");
  bounce_rules_free (again);
  bounce_rules_free (rules);
  return 0;
}
