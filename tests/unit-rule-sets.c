/* unit-rule-sets: whole rule sets: several at once, checked, printed, read from
   files, and the built-in one. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "rules-check.h"
#include "rules/check.h"
#include "rules/example.h"
#include "rules/table.h"
#include "unit.h"

/* Site files come first, whatever their rules are called. */
START_TEST (several_sets)
{
  BounceRules *site = bounce_rules_parse (
      "site", "unknown\t-\tbox full\tx\nrelay-error\tweak\tbox\tx\n", NULL);
  BounceRules *builtin = parse ("over-quota\t-\tbox\tx\n"
                                "inactive\t-\tbox full\tx\n"
                                "inactive\tweak\tbox\tx\n");
  const BounceRules *all[] = { site, builtin };
  BounceMatcher *matcher = bounce_matcher_new (all, 2);
  BounceRuleContext context = { 0 };
  BounceMatch match;

  bounce_matcher_run (matcher, "box full", &context, &match);
  ck_assert_str_eq (match.strong->file, "site");
  ck_assert_uint_eq (match.strong->line, 1);
  ck_assert_str_eq (match.weak->file, "site");
  ck_assert_str_eq (match.second->file, "t");
  ck_assert_int_eq (match.second->category, BOUNCE_CATEGORY_OVER_QUOTA);
  bounce_matcher_run (matcher, "the box", &context, &match);
  ck_assert_str_eq (match.strong->file, "t");
  ck_assert_str_eq (match.second->file, "site");
  bounce_matcher_free (matcher);
  bounce_rules_free (site);
  bounce_rules_free (builtin);
}
END_TEST

START_TEST (check)
{
  BounceRules *rules = parse ("over-quota\t-\tfull\t552 full\n"
                              "inactive\t-\tbox full\tbox full\n"
                              "inactive\treply=551\tclosed\t550 closed\n"
                              "invalid-email\tstage=rcpt by=prose local\tbad\t"
                              "[rcpt] [prose] [local] 550 bad\n");
  const BounceRules *set = rules;
  g_autoptr (GString) report = g_string_new (NULL);

  ck_assert (!bounce_rules_check (&set, 1, report));
  ck_assert_str_eq (report->str, "t:2: example fires t:1 (full) instead\n"
                                 "t:3: never fires: closed\n");
  bounce_rules_free (rules);
}
END_TEST

/* What is printed can be read again, and says the same. */
START_TEST (print)
{
  static const char text[]
      = CLASSES "over-quota\tweak reply=5xx\t^ $box .. {full|gone*} ^\t[rcpt] "
                "550 mailbox full\tSome Provider\n"
                "inactive\t-\tclosed\tclosed\t-\n";
  BounceRules *rules = parse (text), *older;
  g_autoptr (GString) out = g_string_new (NULL);
  BounceRule rule;

  bounce_rules_print (rules, out);
  ck_assert_str_eq (out->str, text);
  ck_assert_uint_eq (bounce_rules_count (rules), 2);
  bounce_rules_get (rules, 0, &rule);
  ck_assert_int_eq (rule.category, BOUNCE_CATEGORY_OVER_QUOTA);
  ck_assert (rule.weak);
  ck_assert_str_eq (rule.when, "weak reply=5xx");
  ck_assert_str_eq (rule.file, "t");
  ck_assert_uint_eq (rule.line, 4);
  ck_assert_str_eq (rule.source, "Some Provider");
  bounce_rules_free (rules);
  /* The source may be left out. */
  older = parse ("inactive\t-\tclosed\tclosed\n");
  bounce_rules_get (older, 0, &rule);
  ck_assert_str_eq (rule.source, "-");
  bounce_rules_free (older);
}
END_TEST

/* A file that came over a system with other line ends, and came twice: no end
   is half taken for one of a word, which would be printed and read otherwise.
 */
START_TEST (carriage_returns)
{
  static const char text[] = "$box\tmailbox|inbox\r\r\n"
                             "$box\tmail box\r\r\r\n"
                             "\r\r\n"
                             "@full\tbrimful\r\r\n"
                             "over-quota\t-\t$box full\tinbox full\r\r\n"
                             "unknown\t-\tno $box\tno inbox\tx\r\r\n";
  BounceRules *rules = parse (text), *again;
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);

  ck_assert_uint_eq (winner (rules, "550 mail box full"), 5);
  bounce_rules_print (rules, one);
  ck_assert_ptr_null (strchr (one->str, '\r'));
  again = parse (one->str);
  bounce_rules_print (again, other);
  ck_assert_str_eq (one->str, other->str);
  bounce_rules_free (again);
  bounce_rules_free (rules);
}
END_TEST

START_TEST (load)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  int fd = g_file_open_tmp ("unit-rules-XXXXXX", &name, NULL);
  BounceRules *rules;

  ck_assert_int_ge (fd, 0);
  ck_assert (g_close (fd, NULL));
  ck_assert (g_file_set_contents (name, "# x\r\n\r\nunknown\t-\ta b\ta b\r\n",
                                  -1, NULL));
  rules = bounce_rules_load (name, &error);
  ck_assert_ptr_nonnull (rules);
  ck_assert_uint_eq (winner (rules, "a b"), 3);
  bounce_rules_free (rules);

  ck_assert (g_file_set_contents (name, "\0", 1, NULL));
  ck_assert_ptr_null (bounce_rules_load (name, &error));
  ck_assert (
      g_error_matches (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX));
  g_clear_error (&error);
  ck_assert_int_eq (g_unlink (name), 0);
  ck_assert_ptr_null (bounce_rules_load (name, &error));
  ck_assert (
      g_error_matches (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_OPEN));
  ck_assert_ptr_nonnull (strstr (error->message, name));
}
END_TEST

/* No rule at all, no text at all. */
START_TEST (empty)
{
  BounceRules *rules = parse ("");

  ck_assert_uint_eq (bounce_rules_count (rules), 0);
  ck_assert_uint_eq (winner (rules, "user unknown"), 0);
  bounce_rules_free (rules);
  rules = parse ("unknown\t-\tx\tx\n");
  ck_assert_uint_eq (winner (rules, ""), 0);
  bounce_rules_free (rules);
}
END_TEST

/* The built-in rules: sound, and each wins its example. */
START_TEST (builtin)
{
  const BounceRules *rules = bounce_rules_builtin ();
  g_autoptr (GString) report = g_string_new (NULL);
  gboolean ok = bounce_rules_check (&rules, 1, report);

  ck_assert_uint_gt (bounce_rules_count (rules), 0);
  ck_assert_msg (ok, "%.2000s", report->str);
}
END_TEST

/* The built-in set and the same text loaded are the same bytes but for the
   name of the file. */
START_TEST (builtin_reads_back)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  BounceRules *rules;

  bounce_rules_print (bounce_rules_builtin (), out);
  rules = parse (out->str);
  ck_assert_uint_eq (bounce_rules_count (rules),
                     bounce_rules_count (bounce_rules_builtin ()));
  bounce_rules_print (rules, again);
  ck_assert_str_eq (out->str, again->str);
  bounce_rules_free (rules);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("rule-sets");

  tcase_add_test (tests, several_sets);
  tcase_add_test (tests, check);
  tcase_add_test (tests, print);
  tcase_add_test (tests, carriage_returns);
  tcase_add_test (tests, load);
  tcase_add_test (tests, empty);
  tcase_add_test (tests, builtin);
  tcase_add_test (tests, builtin_reads_back);
  return unit_run ("rule-sets", tests);
}
