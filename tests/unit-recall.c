/* unit-recall: a text that was read before means what it meant, whatever was
   read in between and whatever it is said with now. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "rules/clauses.h"
#include "rules/likeness-find.h"
#include "rules/meaning.h"
#include "rules/recall.h"
#include "text/fold.h"
#include "unit.h"

static const char *const texts[] = {
  "User unknown",
  "user: unknown. Host is known",
  "user. Unknown host is known", /* the same words in other clauses */
  "Mailbox full",
  "mailbox is full or does not exist",
  "relaying denied",
  "Recipient address rejected: Access denied",
  "sender address does not exist",
  "no user certificate presented",
  "Der Empfänger ist hier unbekannt",
  "the disk of our server is full, try later",
  "550 access denied",              /* what it means, the stage tells */
  "AntiSpam gateway said no",       /* who speaks */
  "unrouteable address",            /* or whose the domain is */
  "spaces are not permitted there", /* with which reply code */
  "domain not found",               /* or status */
  "isn't known here",
  "is not known here", /* the same words, written otherwise */
  "",
};

static BounceStage
find_rcpt (const BounceEvidence *evidence)
{
  (void)evidence;
  return BOUNCE_STAGE_RCPT;
}

static BounceStage
find_data (const BounceEvidence *evidence)
{
  (void)evidence;
  return BOUNCE_STAGE_DATA;
}

static const BounceRuleContext contexts[] = {
  { .origin = BOUNCE_ORIGIN_REMOTE, .reply = 550, .find_stage = find_rcpt },
  { .origin = BOUNCE_ORIGIN_REMOTE, .reply = 550, .find_stage = find_data },
  { .origin = BOUNCE_ORIGIN_REMOTE, .reply = 550, .stage = BOUNCE_STAGE_RCPT },
  { .origin = BOUNCE_ORIGIN_REMOTE, .reply = 450, .status = { 4, 2, 0 } },
  { .origin = BOUNCE_ORIGIN_REPORTER, .status = { 5, 7, 1 } },
  { .origin = BOUNCE_ORIGIN_PROSE },
  { .origin = BOUNCE_ORIGIN_REMOTE },
  { .origin = BOUNCE_ORIGIN_REMOTE, .local_domain = TRUE },
  { .origin = BOUNCE_ORIGIN_REMOTE },
  { .origin = BOUNCE_ORIGIN_REMOTE, .reply = 553 },
  { .origin = BOUNCE_ORIGIN_REMOTE },
  { .origin = BOUNCE_ORIGIN_REMOTE, .status = { 5, 1, 8 } },
};

/* What MATCHER finds in TEXT, said in CONTEXT: all that anybody asks of it. */
static char *
describe (BounceMatcher *matcher, const char *text,
          const BounceRuleContext *context)
{
  GString *out = g_string_new (NULL);
  BounceMatch match;
  BounceMeaning meaning;
  BounceClauses clauses;
  BounceSigns signs;

  bounce_matcher_run (matcher, text, context, &match);
  g_string_append_printf (
      out, "%u (%s) %u (%s) %u", match.strong ? match.strong->line : 0,
      match.strong ? match.strong_words : "", match.weak ? match.weak->line : 0,
      match.weak ? match.weak_words : "",
      match.second ? match.second->line : 0);
  bounce_matcher_meaning (matcher, &meaning);
  g_string_append_printf (out, " cell %u, %u to %u:", meaning.cell,
                          meaning.first, meaning.last);
  bounce_matcher_clauses (matcher, &clauses);
  for (guint i = 0; i < clauses.n_hits; i++)
    g_string_append_printf (out, " %u@%u", clauses.hits[i].notion,
                            clauses.hits[i].first);
  bounce_matcher_signs (matcher, &signs);
  for (guint i = 0; i < signs.n; i++)
    g_string_append_printf (out, " %u", signs.sign[i]);
  return g_string_free (out, FALSE);
}

START_TEST (matcher)
{
  const BounceRules *rules = bounce_rules_builtin ();
  BounceMatcher *kept = bounce_matcher_new (&rules, 1);

  for (guint round = 0; round < 3; round++)
    for (guint c = 0; c < G_N_ELEMENTS (contexts); c++)
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          BounceMatcher *fresh = bounce_matcher_new (&rules, 1);
          g_autofree char *want = describe (fresh, texts[i], &contexts[c]);
          g_autofree char *got = describe (kept, texts[i], &contexts[c]);

          ck_assert_str_eq (got, want);
          bounce_matcher_free (fresh);
        }
  bounce_matcher_free (kept);
}
END_TEST

/* What the model thinks of TEXT, said with STATUS. */
static char *
weigh (BounceMatcher *of, const char *text, const char *status)
{
  BounceEvidence *evidence = bounce_evidence_new ();
  GString *out = g_string_new (NULL);
  BounceLikeness likeness = { .words = NULL };

  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, text);
  bounce_status_parse (status, &evidence->status);
  if (bounce_likeness_find (of, evidence, &likeness))
    for (guint i = 0; i < BOUNCE_LIKENESS_N; i++)
      g_string_append_printf (out, " %u %.9f", likeness.nearest[i].category,
                              likeness.nearest[i].probability);
  bounce_likeness_clear (&likeness);
  bounce_evidence_free (evidence);
  return g_string_free (out, FALSE);
}

START_TEST (opinions)
{
  static const char *const statuses[] = { "5.1.1", "5.7.1", "4.2.2" };
  const BounceRules *rules = bounce_rules_builtin ();
  BounceMatcher *kept = bounce_matcher_new (&rules, 1);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      for (guint k = 0; k < G_N_ELEMENTS (statuses); k++)
        {
          BounceMatcher *fresh = bounce_matcher_new (&rules, 1);
          g_autofree char *want = weigh (fresh, texts[i], statuses[k]);
          g_autofree char *got = weigh (kept, texts[i], statuses[k]);

          ck_assert_str_eq (got, want);
          bounce_matcher_free (fresh);
        }
  bounce_matcher_free (kept);
}
END_TEST

/* Asks RECALL about TEXT; if it does not know it, one notion of this NUMBER is
   all that it completes.  The number that it has then. */
static guint
ask (BounceRecall *recall, const char *text, guint number, gboolean *known)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (BounceWord));
  BounceCompleted one = { .accept = number };
  BounceRecalled *recalled;

  bounce_normalise_marked (words, folded, marks, text, strlen (text));
  recalled = bounce_recall_text (recall, words, marks, known);
  if (recalled == NULL)
    return 0;
  ck_assert (*known || !recalled->judged);
  if (!*known)
    g_array_append_val (recalled->completed, one);
  ck_assert_uint_eq (recalled->completed->len, 1);
  return g_array_index (recalled->completed, BounceCompleted, 0).accept;
}

START_TEST (texts_kept)
{
  BounceRecall *recall = bounce_recall_new ();
  g_autofree char *longest = g_strnfill (5000, 'x');
  gboolean known;

  ck_assert_uint_eq (ask (recall, texts[1], 7, &known), 7);
  ck_assert (!known);
  ck_assert_uint_eq (ask (recall, texts[1], 8, &known), 7);
  ck_assert (known);
  /* The same words, parted otherwise. */
  ck_assert_uint_eq (ask (recall, texts[2], 9, &known), 9);
  ck_assert (!known);
  ck_assert_uint_eq (ask (recall, longest, 10, &known), 0);
  ck_assert (!known);
  bounce_recall_free (recall);
}
END_TEST

/* Of texts that never come again all are answered rightly, and they are not
   kept for good. */
START_TEST (many_texts)
{
  BounceRecall *recall = bounce_recall_new ();
  guint n_known = 0;
  gboolean known;

  for (guint round = 0; round < 2; round++)
    for (guint i = 1; i <= 20000; i++)
      {
        g_autofree char *text = g_strdup_printf (
            "%c%c%c%c unknown %s", 'a' + i % 26, 'a' + i / 26 % 26,
            'a' + i / 676 % 26, 'a' + i / 17576 % 26,
            "as nobody here has ever heard of anybody who is called so");
        ck_assert_uint_eq (ask (recall, text, i, &known), i);
        n_known += known;
      }
  ck_assert_uint_lt (n_known, 10000);
  bounce_recall_free (recall);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("recall");

  tcase_add_test (tests, matcher);
  tcase_add_test (tests, opinions);
  tcase_add_test (tests, texts_kept);
  tcase_add_test (tests, many_texts);
  return unit_run ("recall", tests);
}
