/* unit-likeness: when the model of wordings is heard against what the rules
   say, and whose words are said of a sender or a thing, not of an address. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "report/codes.h"
#include "rules/classify.h"
#include "rules/clauses.h"
#include "rules/heaviest.h"
#include "rules/likeness.h"
#include "rules/meaning.h"
#include "rules/table.h"
#include "unit.h"

/* What SITE's rules (or NULL) and the built-in ones say of TEXT, and then the
   model. */
static void
judge (const char *site, const char *text, BounceVerdict *verdict)
{
  const BounceRules *sets[2];
  BounceRules *own = NULL;
  BounceMatcher *matcher;
  BounceEvidence *evidence = bounce_evidence_new ();
  guint n = 0;

  if (site != NULL)
    {
      own = bounce_rules_parse ("site.rules", site, NULL);
      ck_assert_ptr_nonnull (own);
      sets[n++] = own;
    }
  sets[n++] = bounce_rules_builtin ();
  matcher = bounce_matcher_new (sets, n);
  bounce_evidence_set_diagnostic (evidence, text);
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, text);
  bounce_evidence_settle (evidence);
  bounce_classify (matcher, evidence, verdict);
  bounce_likeness_reconsider (matcher, evidence, verdict);
  verdict->rule = verdict->runner_up = NULL; /* they die with the matcher */
  bounce_evidence_free (evidence);
  bounce_matcher_free (matcher);
  bounce_rules_free (own);
}

/* BY is NONE where nothing is to be known, and the slug NULL where it is
   another test's concern. */
static const struct
{
  const char *text;
  BounceDecidedBy by;
  const char *slug;
} cases[] = {
  /* No rule has these words. */
  { "550 joe is nowhere in our books", BOUNCE_DECIDED_BY_LIKENESS,
    "address-does-not-exist" },
  /* Behind a code that says "for now" it makes nobody hard, but the code alone
     is doubted then. */
  { "450 joe is nowhere in our books", BOUNCE_DECIDED_BY_NONE, "unknown" },
  /* Words that it never saw. */
  { "550 zorp gniff frobozz qux wibble", BOUNCE_DECIDED_BY_NONE, "unknown" },
  /* A rule that the clause bears out. */
  { "550 the mailbox is full", BOUNCE_DECIDED_BY_TEXT, "over-quota" },
  /* A rule that the clause gainsays: "no longer exists" of a space. */
  { "552 Nu mai este spa\xc8\x9biu \xc3\xaen c\xc4\x83su\xc8\x9b\xc4\x83",
    BOUNCE_DECIDED_BY_LIKENESS, "over-quota" },
  /* A status that tells stands, 5.7.1 does not. */
  { "550 5.2.2 joe is nowhere in our books", BOUNCE_DECIDED_BY_STATUS,
    "over-quota" },
  { "550 5.7.1 Doorsturen niet toegelaten: gebruik de mailserver van uw "
    "provider",
    BOUNCE_DECIDED_BY_LIKENESS, "relay-error" },
  /* One word is too little to be like anything. */
  { "550 wrong", BOUNCE_DECIDED_BY_NONE, "unknown" },
};

START_TEST (heard)
{
  BounceVerdict verdict;

  judge (NULL, cases[_i].text, &verdict);
  ck_assert_msg (
      verdict.by == cases[_i].by
          && strcmp (bounce_category_slug (verdict.category), cases[_i].slug)
                 == 0,
      "%s: %s, %s", cases[_i].text, bounce_category_slug (verdict.category),
      verdict.evidence);
  ck_assert (g_str_has_prefix (verdict.evidence, "like: ")
             == (verdict.by == BOUNCE_DECIDED_BY_LIKENESS));
  ck_assert ((verdict.confidence > 0)
             == (verdict.by == BOUNCE_DECIDED_BY_LIKENESS));
  bounce_verdict_clear (&verdict);
}
END_TEST

/* A site knows its own servers, whatever they sound like. */
START_TEST (site_rules_stand)
{
  BounceVerdict verdict;

  judge ("over-quota\t-\tno such user\t550 no such user\n",
         "550 no such user in our directory", &verdict);
  ck_assert_int_eq (verdict.category, BOUNCE_CATEGORY_OVER_QUOTA);
  ck_assert_int_eq (verdict.by, BOUNCE_DECIDED_BY_TEXT);
  bounce_verdict_clear (&verdict);
}
END_TEST

/* --- What it reads --- */

START_TEST (read_once)
{
  const BounceRules *rules = bounce_rules_builtin ();
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  g_autoptr (GString) text = g_string_new ("das Postfach ist voll");
  BounceSigns signs, again;

  ck_assert (!bounce_matcher_has_read (matcher, text));
  bounce_matcher_read (matcher, text);
  ck_assert (bounce_matcher_has_read (matcher, text));
  bounce_matcher_signs (matcher, &signs);
  ck_assert_uint_gt (signs.n, 0);
  /* In another order it says the same. */
  g_string_assign (text, "voll ist das Postfach");
  ck_assert (!bounce_matcher_has_read (matcher, text));
  bounce_matcher_read (matcher, text);
  bounce_matcher_signs (matcher, &again);
  ck_assert_uint_eq (again.n, signs.n);
  for (guint i = 0; i < signs.n; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < again.n; k++)
        found |= again.sign[k] == signs.sign[i];
      ck_assert_msg (found, "%x", signs.sign[i]);
    }
  bounce_matcher_free (matcher);
}
END_TEST

/* Of a text of nothing but notions no more than fit are kept. */
START_TEST (many_signs)
{
  const BounceRules *rules = bounce_rules_builtin ();
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  g_autoptr (GString) text = g_string_new (NULL);
  BounceSigns signs;

  for (guint i = 0; i < 300; i++)
    g_string_append (text, "mailbox full, user unknown, spam refused, relay; ");
  bounce_matcher_read (matcher, text);
  bounce_matcher_signs (matcher, &signs);
  ck_assert_uint_eq (signs.n, BOUNCE_SIGNS_MAX);
  bounce_matcher_free (matcher);
}
END_TEST

START_TEST (heaviest)
{
  g_autoptr (GString) words = g_string_new (" zorp mailbox gniff full ");
  g_autoptr (GString) none = g_string_new (" zz qq ");
  g_autofree char *shown
      = bounce_heaviest_words (words, BOUNCE_CATEGORY_OVER_QUOTA);
  g_autofree char *first
      = bounce_heaviest_words (none, BOUNCE_CATEGORY_OVER_QUOTA);

  ck_assert_ptr_nonnull (strstr (shown, "full"));
  /* In the order of the text. */
  if (strstr (shown, "mailbox") != NULL)
    ck_assert (strstr (shown, "mailbox") < strstr (shown, "full"));
  ck_assert_str_ne (first, "");
}
END_TEST

/* --- Whose words they are (about.c) --- */

static const struct
{
  const char *text;
  gboolean condemns; /* the recipient's address */
} abouts[] = {
  { "no such user", TRUE },
  { "recipient not found", TRUE },
  { "the sender is no such user", FALSE },
  { "your own address does not exist", FALSE },
  { "bad mailbox database", FALSE },
  { "recipient not found in cache", FALSE },
  /* Too far away, or of another clause. */
  { "the sender was told long ago that there is no such user", TRUE },
  { "we know the sender; no such user", TRUE },
  { "no such user; certificate is fine", TRUE },
};

START_TEST (about)
{
  const BounceRules *rules = bounce_rules_builtin ();
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  BounceRuleContext context = { .reply = 550, .stage = BOUNCE_STAGE_RCPT };
  BounceMatch match;

  bounce_matcher_run (matcher, abouts[_i].text, &context, &match);
  ck_assert_msg (
      (match.strong != NULL
       && match.strong->category == BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST)
          == abouts[_i].condemns,
      "%s: %s", abouts[_i].text,
      match.strong != NULL ? match.strong_words : "no strong rule");
  bounce_matcher_free (matcher);
}
END_TEST

int
main (void)
{
  TCase *all = tcase_create ("all");

  tcase_add_loop_test (all, heard, 0, G_N_ELEMENTS (cases));
  tcase_add_test (all, site_rules_stand);
  tcase_add_test (all, read_once);
  tcase_add_test (all, many_signs);
  tcase_add_test (all, heaviest);
  tcase_add_loop_test (all, about, 0, G_N_ELEMENTS (abouts));
  return unit_run ("likeness", all);
}
