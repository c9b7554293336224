/* unit-judge: what events weigh under a policy, and where their contact stands;
   no store is opened. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/counts.h"
#include "ledger/judge.h"
#include "ledger/policy.h"
#include "unit.h"

#define NEVER G_MININT64
#define DAY 86400
#define NOW (1000 * (gint64)DAY)
#define SOFT BOUNCE_CATEGORY_OVER_QUOTA
#define HARD BOUNCE_CATEGORY_INACTIVE
#define ROUTE BOUNCE_CATEGORY_RELAY_ERROR

/* What one event weighs, seen NOW, under one setting. */
static const struct
{
  const char *name; /* a setting, or NULL */
  const char *value;
  BounceCategory category;
  const char *status;
  const char *reply_code;
  gint64 date;
  gint64 delivered;
  gint64 reset;
  BounceWeight weight;
} weights[] = {
  { NULL, NULL, SOFT, NULL, NULL, 0, NEVER, NEVER, BOUNCE_WEIGHT_SOFT },
  { NULL, NULL, SOFT, NULL, NULL, NEVER, NEVER, NEVER, BOUNCE_WEIGHT_SOFT },
  { NULL, NULL, HARD, NULL, NULL, 0, NEVER, NEVER, BOUNCE_WEIGHT_HARD },
  { NULL, NULL, HARD, NULL, NULL, 5, NEVER, 5, BOUNCE_WEIGHT_NONE },
  { NULL, NULL, HARD, NULL, NULL, 6, NEVER, 5, BOUNCE_WEIGHT_HARD },
  { NULL, NULL, HARD, NULL, NULL, NEVER, NEVER, NOW, BOUNCE_WEIGHT_NONE },
  { NULL, NULL, HARD, NULL, NULL, NEVER, NEVER, NOW - 1, BOUNCE_WEIGHT_HARD },
  /* The future is the moment it was seen. */
  { NULL, NULL, HARD, NULL, NULL, NOW + DAY, NEVER, NOW, BOUNCE_WEIGHT_NONE },
  { NULL, NULL, ROUTE, "4.4.3", NULL, 0, NEVER, NEVER, BOUNCE_WEIGHT_HARD },
  { NULL, NULL, SOFT, NULL, NULL, 5, 6, NEVER, BOUNCE_WEIGHT_SOFT },
  { "window", "10", SOFT, NULL, NULL, NOW - 10 * DAY, NEVER, NEVER,
    BOUNCE_WEIGHT_SOFT },
  { "window", "10", SOFT, NULL, NULL, NOW - 10 * DAY - 1, NEVER, NEVER,
    BOUNCE_WEIGHT_NONE },
  { "window", "10", SOFT, NULL, NULL, NOW + DAY, NEVER, NEVER,
    BOUNCE_WEIGHT_SOFT },
  { "window", "10", HARD, NULL, NULL, 0, NEVER, NEVER, BOUNCE_WEIGHT_HARD },
  { "uncounted", "over-quota", SOFT, NULL, NULL, 0, NEVER, NEVER,
    BOUNCE_WEIGHT_NONE },
  { "uncounted", "unknown", SOFT, NULL, NULL, 0, NEVER, NEVER,
    BOUNCE_WEIGHT_SOFT },
  { "transient", "soft", ROUTE, "4.4.3", NULL, 0, NEVER, NEVER,
    BOUNCE_WEIGHT_SOFT },
  { "transient", "soft", ROUTE, "5.4.4", NULL, 0, NEVER, NEVER,
    BOUNCE_WEIGHT_HARD },
  { "transient", "soft", ROUTE, NULL, NULL, 0, NEVER, NEVER,
    BOUNCE_WEIGHT_HARD },
  { "transient", "soft", ROUTE, NULL, "451", 0, NEVER, NEVER,
    BOUNCE_WEIGHT_SOFT },
  { "transient", "soft", ROUTE, "5.0.0", "451", 0, NEVER, NEVER,
    BOUNCE_WEIGHT_SOFT },
  { "transient", "soft", ROUTE, "5.4.4", "451", 0, NEVER, NEVER,
    BOUNCE_WEIGHT_HARD },
  { "transient", "soft", ROUTE, NULL, "550", 0, NEVER, NEVER,
    BOUNCE_WEIGHT_HARD },
  { "transient", "soft", HARD, "4.2.1", NULL, 0, NEVER, NEVER,
    BOUNCE_WEIGHT_HARD },
  { "delivered", "reset", SOFT, NULL, NULL, 5, 5, NEVER, BOUNCE_WEIGHT_NONE },
  { "delivered", "reset", SOFT, NULL, NULL, 6, 5, NEVER, BOUNCE_WEIGHT_SOFT },
  { "delivered", "reset", HARD, NULL, NULL, 5, 6, NEVER, BOUNCE_WEIGHT_HARD },
  { "delivered", "clear", HARD, NULL, NULL, 5, 6, NEVER, BOUNCE_WEIGHT_NONE },
  { "delivered", "clear", HARD, NULL, NULL, 7, 6, NEVER, BOUNCE_WEIGHT_HARD },
  { "our-ids", "other.example", HARD, NULL, NULL, 7, NEVER, NEVER,
    BOUNCE_WEIGHT_NONE },
  { "our-ids", "other.example,X.example.", HARD, NULL, NULL, 7, NEVER, NEVER,
    BOUNCE_WEIGHT_HARD },
  { "our-ids", "example", HARD, NULL, NULL, 7, NEVER, NEVER,
    BOUNCE_WEIGHT_HARD },
  { "our-ids", "xample", HARD, NULL, NULL, 7, NEVER, NEVER,
    BOUNCE_WEIGHT_NONE },
};

START_TEST (test_weights)
{
  BounceContact contact = BOUNCE_CONTACT_INIT;
  BounceEvent event = { .id = "message:1@x.example",
                        .category = weights[_i].category,
                        .status = weights[_i].status,
                        .reply_code = weights[_i].reply_code,
                        .date = weights[_i].date,
                        .seen = NOW };
  BounceStanding standing;
  BouncePolicy policy;
  BounceJudge judge;

  contact.delivered = weights[_i].delivered;
  contact.reset = weights[_i].reset;
  bounce_policy_init (&policy);
  if (weights[_i].name != NULL)
    ck_assert (
        bounce_policy_set (&policy, weights[_i].name, weights[_i].value, NULL));
  bounce_standing_init (&standing);
  bounce_judge_begin (&judge, &standing, &policy, NOW, &contact);
  ck_assert_int_eq (bounce_judge_event (&judge, &event), weights[_i].weight);
  bounce_standing_clear (&standing);
}
END_TEST

/* Whose a bounce is. */
START_TEST (test_ours)
{
  BouncePolicy policy;

  bounce_policy_init (&policy);
  ck_assert (bounce_policy_is_ours (&policy, "notice:x", FALSE));
  bounce_policy_set (&policy, "our-ids", "x.example", NULL);
  ck_assert (bounce_policy_is_ours (&policy, "message:a@x.example", FALSE));
  ck_assert (bounce_policy_is_ours (&policy, "message:a@b.X.example", FALSE));
  ck_assert (!bounce_policy_is_ours (&policy, "message:a@ax.example", FALSE));
  ck_assert (!bounce_policy_is_ours (&policy, "notice:a@x.example", FALSE));
  ck_assert (!bounce_policy_is_ours (&policy, "message:x.example", FALSE));
  ck_assert (bounce_policy_is_ours (&policy, "digest:0", TRUE));
}
END_TEST

static const struct
{
  const char *name;
  const char *value;
  const char *canonical; /* NULL: refused */
} settings[] = {
  { "soft-limit", "1", "1" },
  { "soft-limit", "007", "7" },
  { "soft-limit", "0", NULL },
  { "soft-limit", "-1", NULL },
  { "soft-limit", "5x", NULL },
  { "soft-limit", "", NULL },
  { "soft-limit", "99999999999999999999", NULL },
  { "window", "never", "never" },
  { "window", "90", "90" },
  { "window", "0", NULL },
  { "window", "36501", NULL },
  { "uncounted", "none", "none" },
  { "uncounted", "", "none" },
  { "uncounted", "unknown, over-quota", "over-quota,unknown" },
  { "uncounted", "inactive", NULL },
  { "uncounted", "over-quota,", NULL },
  { "transient", "soft", "soft" },
  { "transient", "yes", NULL },
  { "delivered", "ignore", "ignore" },
  { "delivered", "clear", "clear" },
  { "spacing", "0", "0" },
  { "spacing", "never", NULL },
  { "hard-for", "never", "never" },
  { "hard-for", "180", "180" },
  { "complaints", "ignore", "ignore" },
  { "complaints", "no", NULL },
  { "our-ids", "any", "any" },
  { "our-ids", "", NULL },
  { "our-ids", "x.example, y.example", "x.example,y.example" },
  { "our-ids", "B\303\234cher.example,x.example.",
    "xn--bcher-kva.example,x.example" },
  { "our-ids", "a@x.example", NULL },
  { "delivered", "1", NULL },
  { "key", "final", "final" },
  { "key", "both", NULL },
  { "schema", "1", NULL },
  { "Soft-limit", "5", NULL },
};

START_TEST (test_settings)
{
  BouncePolicy policy;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  gboolean set;

  bounce_policy_init (&policy);
  set = bounce_policy_set (&policy, settings[_i].name, settings[_i].value,
                           &error);
  ck_assert_int_eq (set, settings[_i].canonical != NULL);
  if (!set)
    {
      ck_assert (g_error_matches (error, BOUNCE_LEDGER_ERROR,
                                  BOUNCE_LEDGER_ERROR_USAGE));
      return;
    }
  value = bounce_policy_get (&policy, settings[_i].name);
  ck_assert_str_eq (value, settings[_i].canonical);
}
END_TEST

/* A life of a contact, a soft bounce (s) or a hard one (h) a day, and where it
   stands at the end of it. */
static const struct
{
  const char *name; /* a setting beside soft-limit=3, or NULL */
  const char *value;
  const char *days;
  gint64 pruned;
  guint64 soft;
  BounceContactState state;
  const char *reason; /* the day */
} lives[] = {
  { NULL, NULL, "ss", NEVER, 2, BOUNCE_CONTACT_ACTIVE, "1" },
  { NULL, NULL, "sss", NEVER, 3, BOUNCE_CONTACT_HARD, "2" },
  { NULL, NULL, "ssss", NEVER, 4, BOUNCE_CONTACT_HARD, "2" },
  { NULL, NULL, "shs", NEVER, 2, BOUNCE_CONTACT_HARD, "1" },
  { NULL, NULL, "sss", 7, 10, BOUNCE_CONTACT_HARD, "2" },
  { NULL, NULL, "ss", 7, 2, BOUNCE_CONTACT_ACTIVE, "1" },
  { "spacing", "2", "sss", NEVER, 2, BOUNCE_CONTACT_ACTIVE, "2" },
  { "spacing", "2", "sssss", NEVER, 3, BOUNCE_CONTACT_HARD, "4" },
  { "hard-for", "2", "h..", NEVER, 0, BOUNCE_CONTACT_HARD, "0" },
  { "hard-for", "2", "h....", NEVER, 0, BOUNCE_CONTACT_ACTIVE, "0" },
  { "hard-for", "2", "h...s", NEVER, 1, BOUNCE_CONTACT_ACTIVE, "4" },
  { "hard-for", "2", "h.s.s", NEVER, 1, BOUNCE_CONTACT_ACTIVE, "4" },
  { "hard-for", "2", "h...h", NEVER, 0, BOUNCE_CONTACT_HARD, "4" },
};

START_TEST (test_lives)
{
  BounceContact contact = BOUNCE_CONTACT_INIT;
  gint64 days = (gint64)strlen (lives[_i].days);
  BounceStanding standing;
  BouncePolicy policy;
  BounceJudge judge;

  contact.pruned = lives[_i].pruned;
  bounce_policy_init (&policy);
  policy.soft_limit = 3;
  if (lives[_i].name != NULL)
    ck_assert (
        bounce_policy_set (&policy, lives[_i].name, lives[_i].value, NULL));
  bounce_standing_init (&standing);
  bounce_judge_begin (&judge, &standing, &policy, NOW + (days - 1) * DAY,
                      &contact);
  for (gint64 i = 0; i < days; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", (int)i);
      BounceEvent event = { .id = id,
                            .category = lives[_i].days[i] == 'h' ? HARD : SOFT,
                            .date = NOW + i * DAY,
                            .seen = NOW + i * DAY };

      if (lives[_i].days[i] != '.')
        bounce_judge_event (&judge, &event);
    }
  bounce_judge_end (&judge);
  ck_assert_int_eq (standing.state, lives[_i].state);
  ck_assert_uint_eq (standing.soft_bounces, lives[_i].soft);
  ck_assert_str_eq (standing.id->str, lives[_i].reason);
  bounce_standing_clear (&standing);
}
END_TEST

/* What stands above bounces. */
START_TEST (test_states)
{
  static const struct
  {
    gint64 suppressed, complained, reset;
    BounceContactState state;
  } contacts[] = {
    { NEVER, NEVER, NEVER, BOUNCE_CONTACT_ACTIVE },
    { NEVER, 5, NEVER, BOUNCE_CONTACT_COMPLAINED },
    { NEVER, 5, 5, BOUNCE_CONTACT_ACTIVE },
    { NEVER, 6, 5, BOUNCE_CONTACT_COMPLAINED },
    { 4, 5, NEVER, BOUNCE_CONTACT_SUPPRESSED },
    { 4, NEVER, 5, BOUNCE_CONTACT_ACTIVE },
    { 5, NEVER, 5, BOUNCE_CONTACT_SUPPRESSED },
  };
  BounceStanding standing;
  BouncePolicy policy;

  bounce_policy_init (&policy);
  bounce_standing_init (&standing);
  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      BounceContact contact = BOUNCE_CONTACT_INIT;
      BounceJudge judge;

      contact.suppressed = contacts[i].suppressed;
      contact.complained = contacts[i].complained;
      contact.reset = contacts[i].reset;
      bounce_judge_begin (&judge, &standing, &policy, NOW, &contact);
      bounce_judge_end (&judge);
      ck_assert_int_eq (standing.state, contacts[i].state);
    }
  bounce_standing_clear (&standing);
}
END_TEST

/* Counts say what the events themselves would. */
START_TEST (test_counts)
{
  static const char *const texts[]
      = { "", "over-quota=3", "over-quota=2,relay-error=1,relay-error*=12" };
  static const char *const wrong[]
      = { "x",  "over-quota", "over-quota=",   "over-quota=0",
          "=1", "none=1",     "over-quota=1,", "over-quota=-1" };
  BounceEvent event
      = { .id = "x", .category = ROUTE, .status = "4.4.1", .seen = NOW };
  BounceCounts counts;
  g_autofree char *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      ck_assert (*texts[i] == '\0' || bounce_counts_parse (texts[i], &counts));
      if (*texts[i] == '\0')
        continue;
      text = bounce_counts_format (&counts);
      ck_assert_str_eq (text, texts[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    ck_assert (!bounce_counts_parse (wrong[i], &counts));
  ck_assert (bounce_counts_parse (texts[2], &counts));
  bounce_counts_add (&counts, &event, -1);
  after = bounce_counts_format (&counts);
  ck_assert_str_eq (after, "over-quota=2,relay-error=1,relay-error*=11");
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("judge");

  tcase_add_loop_test (tests, test_weights, 0, G_N_ELEMENTS (weights));
  tcase_add_test (tests, test_ours);
  tcase_add_loop_test (tests, test_settings, 0, G_N_ELEMENTS (settings));
  tcase_add_loop_test (tests, test_lives, 0, G_N_ELEMENTS (lives));
  tcase_add_test (tests, test_states);
  tcase_add_test (tests, test_counts);
  return unit_run ("judge", tests);
}
