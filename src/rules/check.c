/* check: matches every rule's example against all rules; its own must win.
   That shows rules that another one shadows, and rules that can never fire.
   It does not judge: that an enhanced status beats a weak rule is the affair
   of classify. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "rules/check.h"
#include "rules/example.h"

static gboolean
check_rule (BounceMatcher *matcher, const BounceRule *rule, gboolean builtin,
            GString *report)
{
  BounceRuleContext context;
  const char *text = bounce_rules_read_example (rule->example, &context);
  const BounceRule *winner;
  const char *words;
  BounceMatch match;
  gboolean overridden;

  bounce_matcher_run (matcher, text, &context, &match);
  winner = match.strong != NULL ? match.strong : match.weak;
  words = match.strong != NULL ? match.strong_words : match.weak_words;
  /* That is what a site's own rules are for. */
  overridden = builtin && winner != NULL && winner->file != rule->file;
  if (winner != NULL && winner->line == rule->line
      && winner->file == rule->file)
    return TRUE;
  if (winner == NULL)
    g_string_append_printf (report, "%s:%u: never fires: %s\n", rule->file,
                            rule->line, rule->words);
  else
    g_string_append_printf (
        report,
        overridden ? "%s:%u: overridden by %s:%u (%s)\n"
                   : "%s:%u: example fires %s:%u (%s) instead\n",
        rule->file, rule->line, winner->file, winner->line, words);
  return overridden;
}

gboolean
bounce_rules_check (const BounceRules *const *sets, guint n, GString *report)
{
  BounceMatcher *matcher = bounce_matcher_new (sets, n);
  gboolean ok = TRUE;

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < bounce_rules_count (sets[i]); k++)
      {
        BounceRule rule;

        bounce_rules_get (sets[i], k, &rule);
        ok &= check_rule (matcher, &rule, sets[i] == bounce_rules_builtin (),
                          report);
      }
  bounce_matcher_free (matcher);
  return ok;
}
