/* unit-rules: lines of rules files, and the texts that they fit. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "rules-check.h"
#include "rules/check.h"
#include "rules/example.h"
#include "rules/table.h"
#include "unit.h"

/* One rule, WHEN and WORDS as written, and a text that fits it or not. */
static const struct
{
  const char *when, *words, *text;
  gboolean fits;
} cases[] = {
  /* Words. */
  { "-", "user unknown", "550 5.1.1 <joe@example.org>: User unknown", TRUE },
  { "-", "user unknown", "550 user <joe@example.org> unknown.", TRUE },
  { "-", "user unknown", "user is unknown", FALSE },
  { "-", "user unknown", "superuser unknown", FALSE },
  { "-", "user unknown", "user unknowns", FALSE },
  { "-", "user unknown", "user user unknown", TRUE },
  { "-", "User Doesn't", "USER DOESN\xe2\x80\x99T", TRUE },
  { "-", "RESOLVER.ADR.RecipNotFound", "RESOLVER.ADR.RecipNotFound;", TRUE },
  { "-", "e-mail", "e mail", TRUE },
  { "-", "boite pleine", "Boîte pleine", TRUE },
  /* Stars. */
  { "-", "suspend*", "was suspended.", TRUE },
  { "-", "suspend*", "to suspend", TRUE },
  { "-", "suspend*", "unsuspended", FALSE },
  { "-", "*spend", "to suspend", TRUE },
  { "-", "*spend", "suspended", FALSE },
  { "-", "*spend*", "unsuspended", TRUE },
  { "-", "suspend* by admin", "suspended by admin", TRUE },
  { "-", "suspend* by admin", "suspended not by admin", FALSE },
  { "-", "was *suspended", "was unsuspended", TRUE },
  { "-", "was *suspended", "was not unsuspended", FALSE },
  /* Alternatives and classes. */
  { "-", "{mailbox|mail box} full", "mail box full", TRUE },
  { "-", "{mailbox|mail box} full", "mailbox full", TRUE },
  { "-", "{mailbox|mail box} full", "box full", FALSE },
  { "-", "$box full", "inbox full", TRUE },
  { "-", "$box full", "account full", FALSE },
  { "-", "$any full", "account full", TRUE },
  { "-", "$any full", "my mail box full", TRUE },
  { "-", "{your $box|it} full", "your inbox full", TRUE },
  { "-", "a {$box|b} c", "a b c", TRUE },
  { "-", "{suspend* by|x} me", "suspended by me", TRUE },
  { "-", "{suspend* by|x} me", "x me", TRUE },
  { "-", "{suspend* by|x} me", "suspended me", FALSE },
  /* Gaps. */
  { "-", "user .. unknown", "user unknown", TRUE },
  { "-", "user .. unknown", "user 1 2 3 4 55 6 7 8 unknown", TRUE },
  { "-", "user .. unknown", "user 1 2 3 4 55 6 7 8 9 unknown", FALSE },
  { "-", "user .. unknown", "user 1 2 3 4 user 6 7 8 9 unknown", TRUE },
  { "-", "user .. unknown", "unknown user", FALSE },
  { "-", "a .. b .. c", "a 1 b 2 c", TRUE },
  { "-", "a .. b .. c", "b a c b", FALSE },
  { "-", "is full .. full", "is full", FALSE },
  { "-", "user .. user unknown", "user user unknown", TRUE },
  /* Ends. */
  { "-", "^ user unknown", "550 5.1.1 <a@b.org>: user unknown here", TRUE },
  { "-", "^ user unknown", "the user unknown", FALSE },
  { "-", "user unknown ^", "the user unknown (#5.1.1) [192.0.2.1].", TRUE },
  { "-", "user unknown ^", "user unknown here", FALSE },
  { "-", "^ unknown ^", "550 <a@b.org> unknown", TRUE },
  { "-", "^ unknown ^", "unknown unknown", FALSE },
  { "-", "^ suspend* ^", "suspended", TRUE },
  { "-", "^ suspend* ^", "suspended now", FALSE },
  /* Scripts without spaces. */
  { "-", "已满", "你的邮箱已满了", TRUE },
  { "-", "已 满", "已满", TRUE },
  { "-", "邮箱 .. 已满", "邮箱一二三四五六七八九十甲乙丙已满", TRUE },
  { "-", "邮箱 .. 已满", "邮箱一二三四五六七八九十甲乙丙丁已满", FALSE },
  { "-", "mailbox 已满*", "the mailbox已满了", TRUE },
  { "-", "없*", "사용자 없음", TRUE },
  /* Conditions. */
  { "status=5.2.1", "full", "550 5.2.1 full", TRUE },
  { "status=5.2.1", "full", "550 5.2.2 full", FALSE },
  { "status=5.2.1", "full", "full", FALSE },
  { "status=x.2.2|4.2.x", "full", "450 4.2.2 full", TRUE },
  { "status=x.2.2|4.2.x", "full", "450 4.2.0 full", TRUE },
  { "status=x.2.2|4.2.x", "full", "450 5.2.1 full", FALSE },
  { "status=x.x.x", "full", "full", FALSE },
  { "status=none", "full", "550 full", TRUE },
  { "status=none", "full", "550 5.0.0 full", TRUE },
  { "status=none", "full", "550 5.2.2 full", FALSE },
  { "status=none|5.1.1", "full", "550 5.1.1 full", TRUE },
  { "reply=550", "full", "550 full", TRUE },
  { "reply=550", "full", "551 full", FALSE },
  { "reply=4xx|550", "full", "452-full", TRUE },
  { "reply=4xx|550", "full", "host x said: 452 full", TRUE },
  { "reply=xxx", "full", "full", FALSE },
  { "stage=rcpt|data", "full", "[data] full", TRUE },
  { "stage=rcpt|data", "full", "[mail] full", FALSE },
  { "stage=rcpt|data", "full", "full", FALSE },
  { "by=prose", "full", "[prose] full", TRUE },
  { "by=prose", "full", "full", FALSE },
  { "by=remote", "full", "full", TRUE },
  { "by=remote|prose", "full", "[reporter] full", FALSE },
  { "local", "full", "[local] full", TRUE },
  { "local", "full", "full", FALSE },
  { "foreign", "full", "[foreign] full", TRUE },
  { "foreign", "full", "[local] full", FALSE },
  { "weak", "full", "full", TRUE },
  { "weak reply=5xx status=5.x.x", "full", "550 5.0.0 full", TRUE },
  { "weak reply=5xx status=5.x.x", "full", "450 5.0.0 full", FALSE },
};

START_TEST (fits)
{
  g_autofree char *text = g_strdup_printf (CLASSES "unknown\t%s\t%s\tx\n",
                                           cases[_i].when, cases[_i].words);
  BounceRules *rules = parse (text);

  ck_assert_msg (winner (rules, cases[_i].text) == (cases[_i].fits ? 4u : 0u),
                 "%s [%s]: %s", cases[_i].words, cases[_i].when,
                 cases[_i].text);
  bounce_rules_free (rules);
}
END_TEST

static const struct
{
  const char *text, *message;
} wrong[] = {
  { "over-quota\t-\tfull", "t:1: " },
  { "\n# x\nover-quota\t-\tfull\tx\ty\tz", "t:3: " },
  { "over-quota\t-\tfull\t", "t:1: a rule needs an example" },
  { "quota\t-\tfull\tx", "t:1: unknown category: “quota”" },
  { "over-quota\tstrong\tfull\tx", "unknown condition: “strong”" },
  { "over-quota\tstatus=5.1\tfull\tx", "unknown condition" },
  { "over-quota\tstatus=\tfull\tx", "unknown condition" },
  { "over-quota\treply=55\tfull\tx", "unknown condition" },
  { "over-quota\treply=5500\tfull\tx", "unknown condition" },
  { "over-quota\tstage=end\tfull\tx", "unknown condition" },
  { "over-quota\tby=me\tfull\tx", "unknown condition" },
  { "over-quota\t-\t\tx", "t:1: " },
  { "over-quota\t-\t^\tx", "t:1: " },
  { "over-quota\t-\t.. full\tx", "a gap stands only between two items" },
  { "over-quota\t-\ta .. .. b\tx", "a gap stands only between two items" },
  { "over-quota\t-\tfull ..\tx", "t:1: " },
  { "over-quota\t-\tfull .. ^\tx", "^ next to a gap" },
  { "over-quota\t-\ta ^ b\tx", "nothing can follow" },
  { "over-quota\t-\t{a|b\tx", "no } after" },
  { "over-quota\t-\ta} b\tx", "a stray" },
  { "over-quota\t-\ta|b\tx", "a stray" },
  { "over-quota\t-\t{a|}\tx", "an empty alternative" },
  { "over-quota\t-\t{}\tx", "no alternatives" },
  { "over-quota\t-\t{a .. b|c}\tx", "an alternative holds only words" },
  { "over-quota\t-\t$box full\tx", "no class “$box” was defined" },
  { "$box\ta|$box", "no class “$box” was defined" },
  { "$box\ta\n$bin\tc\n$box\tb", "t:3: the class $box was defined before" },
  { "$box\ta\tb", "a class is" },
  { "$\ta", "a class is" },
  { "over-quota\t-\tma*il\tx", "a star stands only" },
  { "over-quota\t-\t*\tx", "not a word" },
  { "over-quota\t-\t'\tx", "not a word" },
  { "over-quota\t-\t552 full\tx", "reply codes are left out" },
  { "over-quota\t-\tf\xfcll\tx", "not valid UTF-8" },
};

START_TEST (errors)
{
  g_autoptr (GError) error = NULL;
  BounceRules *rules = bounce_rules_parse ("t", wrong[_i].text, &error);

  ck_assert_ptr_null (rules);
  ck_assert (
      g_error_matches (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX));
  ck_assert_msg (strstr (error->message, wrong[_i].message) != NULL, "%s",
                 error->message);
}
END_TEST

/* The order of lines decides, and weak rules come after all strong ones. */
START_TEST (order)
{
  BounceRules *rules = parse ("over-quota\tweak\tfull\tx\n"
                              "inactive\t-\tbox is full\tx\n"
                              "unknown\t-\tis\tx\n"
                              "relay-error\tweak\tbox\tx\n"
                              "inactive\t-\tbox\tx\n");
  const BounceRules *set = rules;
  BounceMatcher *matcher = bounce_matcher_new (&set, 1);
  BounceRuleContext context = { 0 };
  BounceMatch match, other;

  bounce_matcher_run (matcher, "The mail-box <a@b.org> Is FULL!", &context,
                      &match);
  ck_assert_uint_eq (match.strong->line, 2);
  ck_assert_str_eq (match.strong_words, "box is full");
  ck_assert_uint_eq (match.weak->line, 1);
  ck_assert_str_eq (match.weak_words, "full");
  ck_assert_uint_eq (match.second->line, 3);

  bounce_matcher_run (matcher, "full, the end", &context, &other);
  ck_assert_ptr_null (other.strong);
  ck_assert_ptr_null (other.strong_words);
  ck_assert_uint_eq (other.weak->line, 1);
  ck_assert_ptr_null (other.second);
  /* The rules of the first run live on. */
  ck_assert_uint_eq (match.strong->line, 2);
  ck_assert_str_eq (match.strong->words, "box is full");
  ck_assert_ptr_eq (match.weak, other.weak);

  bounce_matcher_run (matcher, "nothing", &context, &match);
  ck_assert_ptr_null (match.strong);
  ck_assert_ptr_null (match.weak);
  ck_assert_ptr_null (match.second);
  bounce_matcher_free (matcher);
  bounce_rules_free (rules);
}
END_TEST

START_TEST (span)
{
  BounceRules *rules = parse ("over-quota\t-\t邮箱 .. 满\tx\n"
                              "over-quota\t-\ta .. suspend* .. c\tx\n");
  const BounceRules *set = rules;
  BounceMatcher *matcher = bounce_matcher_new (&set, 1);
  BounceRuleContext context = { 0 };
  BounceMatch match;

  bounce_matcher_run (matcher, "0 a 1 a2 suspended 3, 4 c 5", &context, &match);
  ck_assert_str_eq (match.strong_words, "a 1 a2 suspended 3 4 c");
  bounce_matcher_run (matcher, "你的邮箱 已满了", &context, &match);
  ck_assert_str_eq (match.strong_words, "邮箱已满");
  bounce_matcher_free (matcher);
  bounce_rules_free (rules);
}
END_TEST

/* What the matcher looks at in LENGTH bytes of WORDS again and again. */
static guint64
count_steps (BounceMatcher *matcher, const char *words, gsize length)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const BounceRuleContext context = { 0 };
  BounceMatch match;

  while (text->len < length)
    g_string_append (text, words);
  bounce_matcher_run (matcher, text->str, &context, &match);
  return bounce_matcher_steps (matcher);
}

/* Text that makes many paths open at once takes its work by its length, not
   by its square. */
START_TEST (adversary)
{
  static const char *const words[] = {
    "mailbox ",       "user ",     "full mailbox ",  "a@",
    "用户",           "not found", "the recipient ", "unknown (unknown) ",
    "user unknown ",  "or full ",  "user database ", "sender user unknown ",
    "(user unknown) "
  };
  const BounceRules *sets[2] = { bounce_rules_builtin () };
  g_autoptr (GString) rule = g_string_new ("unknown\t-\t{user|*user*|us*}");
  BounceRules *nest;
  BounceMatcher *matcher;

  for (guint i = 0; i < 200; i++)
    g_string_append (rule, " .. {user|*user*|us*|user user|mailbox}");
  g_string_append (rule, "\tx\n");
  nest = parse (rule->str);
  sets[1] = nest;
  for (guint i = 0; i < 2 * G_N_ELEMENTS (words); i++)
    {
      const char *word = words[i / 2];
      guint64 one, eight;

      /* The last set's notions are read: with the nest and without. */
      matcher = bounce_matcher_new (sets, 1 + i % 2);
      one = count_steps (matcher, word, BOUNCE_MATCH_MAX / 8);
      eight = count_steps (matcher, word, BOUNCE_MATCH_MAX);
      /* Its square would be 64 times as much. */
      ck_assert_msg (eight <= 12 * one,
                     "%s: %" G_GUINT64_FORMAT " steps, and %" G_GUINT64_FORMAT
                     " for 8 times",
                     word, one, eight);
      bounce_matcher_free (matcher);
    }
  bounce_rules_free (nest);
}
END_TEST

/* Of a long text the head is read, even where it ends inside a character. */
START_TEST (long_text)
{
  BounceRules *rules = parse ("unknown\t-\tfull\tx\n");
  g_autoptr (GString) text = g_string_new ("full ");

  while (text->len < BOUNCE_MATCH_MAX + 10)
    g_string_append (text, "\xe9\x82\xae");
  ck_assert_uint_eq (winner (rules, text->str), 1);
  g_string_append (text, " full");
  ck_assert_uint_eq (winner (rules, text->str + 5), 0);
  bounce_rules_free (rules);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("rules");

  tcase_add_loop_test (tests, fits, 0, G_N_ELEMENTS (cases));
  tcase_add_loop_test (tests, errors, 0, G_N_ELEMENTS (wrong));
  tcase_add_test (tests, order);
  tcase_add_test (tests, span);
  tcase_add_test (tests, adversary);
  tcase_add_test (tests, long_text);
  return unit_run ("rules", tests);
}
