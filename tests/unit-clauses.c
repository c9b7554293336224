/* unit-clauses: a text's clauses, the notions in them, and rules that ask for
   a subject or for one clause. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "rules/clauses.h"
#include "rules/matcher.h"
#include "rules/table.h"
#include "unit.h"

static BounceRules *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  BounceRules *rules = bounce_rules_parse ("t", text, &error);

  ck_assert_msg (rules != NULL, "%s", error == NULL ? "" : error->message);
  return rules;
}

static const char notions[]
    = "@recipient\tuser|mailbox|recipient address\n"
      "@sender\tsender|sender address\n"
      "@full\tfull\n@full\t{out|short} of .. space\n"
      "@full\tover quota\n"
      "address-does-not-exist\tsubject=recipient\tunknown\tuser unknown\n"
      "blocked-content\tsubject=sender|client sure\tunknown\tsender unknown\n"
      "relay-error\t-\tsaid {odd things|no}\tsaid no\n"
      "invalid-email\tcross\tsaid .. yes\tsaid so. yes\n";

/* The first hit of NOTION in CLAUSE, or NULL. */
static const BounceNotionHit *
find_notion (const BounceClauses *clauses, guint notion, guint clause)
{
  for (guint i = 0; i < clauses->n_hits; i++)
    if (clauses->hits[i].clause == clause && clauses->hits[i].notion == notion)
      return &clauses->hits[i];
  return NULL;
}

/* Clauses are numbered as they come. */
static guint
count_clauses (const BounceClauses *clauses)
{
  guint n = 0;

  for (guint i = 0; i < clauses->n_words; i++)
    n = MAX (n, clauses->words[i].clause + 1);
  return n;
}

START_TEST (clauses)
{
  static const char text[] = "The mailbox is full. sender address (of joe) "
                             "unknown: out of all space";
  BounceRules *rules = parse (notions);
  const BounceRules *set = rules;
  BounceMatcher *matcher = bounce_matcher_new (&set, 1);
  BounceRuleContext context = { .origin = BOUNCE_ORIGIN_REMOTE };
  const BounceNotionHit *hit;
  BounceClauses seen;
  BounceMatch match;
  guint full = bounce_rules_notion (rules, "full");

  ck_assert_uint_eq (bounce_rules_n_notions (rules), 3);
  ck_assert_str_eq (bounce_rules_notion_name (rules, full), "full");
  ck_assert_uint_eq (bounce_rules_notion (rules, "empty"), BOUNCE_NOTION_NONE);
  bounce_matcher_run (matcher, text, &context, &match);
  bounce_matcher_clauses (matcher, &seen);
  ck_assert_uint_eq (seen.n_words, 13);
  ck_assert_uint_eq (count_clauses (&seen), 4);
  ck_assert_uint_eq (bounce_matcher_subject_of (matcher, 0),
                     BOUNCE_SUBJECT_RECIPIENT);
  ck_assert_uint_eq (bounce_matcher_subject_of (matcher, 1),
                     BOUNCE_SUBJECT_SENDER);
  ck_assert_uint_eq (bounce_matcher_subject_of (matcher, 2),
                     BOUNCE_SUBJECT_NONE);
  hit = find_notion (&seen, full, 0);
  ck_assert_ptr_nonnull (hit);
  ck_assert_uint_eq (hit->first, 3);
  ck_assert_ptr_null (find_notion (&seen, full, 1));
  hit = find_notion (&seen, full, 3);
  ck_assert_ptr_nonnull (hit);
  ck_assert_uint_eq (hit->first, 9);
  ck_assert_uint_eq (hit->last, 12);
  /* The subject of the clause of the words is the sender. */
  ck_assert_int_eq (match.strong->category, BOUNCE_CATEGORY_BLOCKED_CONTENT);
  ck_assert (match.strong->sure);
  bounce_matcher_run (matcher, "user unknown", &context, &match);
  ck_assert_int_eq (match.strong->category,
                    BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST);
  ck_assert (!match.strong->sure);
  bounce_matcher_run (matcher, "it is unknown", &context, &match);
  ck_assert_ptr_null (match.strong);
  bounce_matcher_free (matcher);
  bounce_rules_free (rules);
}
END_TEST

/* Over the end of a clause only a rule marked `cross` matches. */
START_TEST (keep_clauses)
{
  static const struct
  {
    const char *text;
    BounceCategory category; /* where clauses are kept */
  } cases[] = {
    { "He said no", BOUNCE_CATEGORY_RELAY_ERROR },
    { "He said: no", BOUNCE_CATEGORY_NONE },
    { "He said odd (very) things", BOUNCE_CATEGORY_NONE },
    { "He said odd things", BOUNCE_CATEGORY_RELAY_ERROR },
    { "He said: yes", BOUNCE_CATEGORY_INVALID_EMAIL },
  };
  BounceRules *rules = parse (notions);
  const BounceRules *set = rules;
  BounceMatcher *matcher = bounce_matcher_new (&set, 1);
  BounceRuleContext context = { .origin = BOUNCE_ORIGIN_REMOTE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BounceMatch match;

      bounce_matcher_run (matcher, cases[i].text, &context, &match);
      ck_assert_int_eq (match.strong == NULL ? BOUNCE_CATEGORY_NONE
                                             : match.strong->category,
                        cases[i].category);
    }
  bounce_matcher_free (matcher);
  bounce_rules_free (rules);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("clauses");

  tcase_add_test (tests, clauses);
  tcase_add_test (tests, keep_clauses);
  return unit_run ("clauses", tests);
}
