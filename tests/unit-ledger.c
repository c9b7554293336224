/* unit-ledger: whom a record counts for, which event it is, which account of
   it is kept, and what counts under a policy; no store is opened. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/event.h"
#include "ledger/policy.h"
#include "ledger/uri.h"

static const struct
{
  const char *address;
  const char *key;
  const char *written;
} addresses[] = {
  { "Bob@Example.ORG", "bob@example.org", "Bob@example.org" },
  { " <Bob@x.example>\r", "bob@x.example", "Bob@x.example" },
  { "\"A@B\"@X.example", "\"a@b\"@x.example", "\"A@B\"@x.example" },
  { "J\303\226RG@B\303\234CHER.example", "j\303\266rg@b\303\274cher.example",
    "J\303\226RG@b\303\274cher.example" },
  { "Postmaster", "postmaster", "Postmaster" },
  { "bad\377@X", "bad\357\277\275@x", "bad\357\277\275@x" },
  { "", NULL, NULL },
  { " \t", NULL, NULL },
  { "<>", NULL, NULL },
  { "< >", NULL, NULL },
  { NULL, NULL, NULL },
};

START_TEST (test_addresses)
{
  g_autofree char *key = bounce_contact_key (addresses[_i].address);
  g_autofree char *written = bounce_contact_written (addresses[_i].address);

  ck_assert_pstr_eq (key, addresses[_i].key);
  ck_assert_pstr_eq (written, addresses[_i].written);
}
END_TEST

/* Keys are bounded, yet differ where the addresses do, wherever that is. */
START_TEST (test_long_addresses)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize length = 300; length < 340; length++)
    for (gsize at = 0; at < length; at += 7)
      {
        g_autofree char *address = g_strnfill (length, 'a');
        char *key;

        address[at] = 'b';
        key = bounce_contact_key (address);
        ck_assert_uint_le (strlen (key), 328);
        ck_assert (g_utf8_validate (key, -1, NULL));
        ck_assert (g_hash_table_add (seen, key));
      }
}
END_TEST

/* The cut is never inside a character. */
START_TEST (test_long_utf8)
{
  GString *address = g_string_new (NULL);
  g_autofree char *key = NULL;

  for (int i = 0; i < _i; i++)
    g_string_append_c (address, 'x');
  for (int i = 0; i < 4000; i++)
    g_string_append (address, "\360\237\222\214");
  key = bounce_contact_key (address->str);
  ck_assert (g_utf8_validate (key, -1, NULL));
  ck_assert_uint_gt (strlen (key), 320);
  ck_assert_uint_le (strlen (key), 328);
  g_string_free (address, TRUE);
}
END_TEST

static const struct
{
  const char *final;
  const char *original;
  const char *contact;       /* key=original */
  const char *contact_final; /* key=final */
} recipients[] = {
  { "a@x", "b@y", "b@y", "a@x" },
  { "a@x", NULL, "a@x", "a@x" },
  { NULL, "b@y", "b@y", "b@y" },
  { "a", "b@y", "b@y", "b@y" },
  { "a@x", "b", "a@x", "a@x" },
  { "a", "b", "a", "a" },
  { "", "b", "b", "b" },
  { "a@", "@y", "a@", "a@" },
  { NULL, NULL, NULL, NULL },
  { " ", "<>", NULL, NULL },
  { "@x", "b@y@z", "b@y@z", "b@y@z" },
};

START_TEST (test_recipients)
{
  BounceRecord record = { .recipient = recipients[_i].final,
                          .original_recipient = recipients[_i].original };

  ck_assert_pstr_eq (bounce_event_address (&record, FALSE),
                     recipients[_i].contact);
  ck_assert_pstr_eq (bounce_event_address (&record, TRUE),
                     recipients[_i].contact_final);
}
END_TEST

START_TEST (test_identity)
{
  BounceResult *report = bounce_result_new ("mbox", 1);
  BounceResult *other = bounce_result_new ("elsewhere", 7);
  BounceRecord *record = bounce_result_add (report);
  BounceRecord *same = bounce_result_add (other);
  g_autofree char *by_record = NULL;
  g_autofree char *by_other = NULL;
  g_autofree char *by_worse = NULL;
  g_autofree char *by_digest = NULL;
  g_autofree char *by_notice = NULL;
  g_autofree char *by_message = NULL;

  record->recipient = same->recipient = "a@x";
  same->contact = "hard"; /* of an earlier run: no part of it */
  by_record = bounce_event_id (report, record);
  by_other = bounce_event_id (other, same);
  ck_assert_str_eq (by_record, by_other);
  ck_assert_uint_eq (strlen (by_record), strlen ("digest:") + 64);
  same->diagnostic = "550 no";
  by_worse = bounce_event_id (other, same);
  ck_assert_str_ne (by_record, by_worse);

  report->digest = "abc";
  by_digest = bounce_event_id (report, record);
  ck_assert_str_eq (by_digest, "digest:abc");
  report->message_id = " <n@x> ";
  by_notice = bounce_event_id (report, record);
  ck_assert_str_eq (by_notice, "notice:n@x");
  report->original_message_id = "<o@x>";
  by_message = bounce_event_id (report, record);
  ck_assert_str_eq (by_message, "message:o@x");
  bounce_result_free (report);
  bounce_result_free (other);
}
END_TEST

#define NEVER G_MININT64

/* From what is kept to what gives way. */
static const BounceEvent accounts[] = {
  { .category = BOUNCE_CATEGORY_INACTIVE, .date = 5 },
  { .category = BOUNCE_CATEGORY_INACTIVE, .date = 6, .status = "5.2.1" },
  { .category = BOUNCE_CATEGORY_INACTIVE,
    .date = 6,
    .status = "5.2.1",
    .diagnostic = "a" },
  { .category = BOUNCE_CATEGORY_RELAY_ERROR, .date = 9, .status = "5.7.1" },
  { .category = BOUNCE_CATEGORY_INVALID_EMAIL, .date = NEVER },
  { .category = BOUNCE_CATEGORY_RELAY_ERROR, .date = 1, .status = "4.4.3" },
  { .category = BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST,
    .date = 2,
    .status = "4.4.3" },
  { .category = BOUNCE_CATEGORY_OVER_QUOTA, .date = 0 },
  { .category = BOUNCE_CATEGORY_BLOCKED_CONTENT, .date = 3 },
  { .category = BOUNCE_CATEGORY_UNKNOWN, .date = 3 },
  { .category = BOUNCE_CATEGORY_BLOCKED_CONTENT, .date = NEVER },
};

START_TEST (test_accounts)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (accounts); j++)
      {
        int order = bounce_event_compare (&accounts[i], &accounts[j]);

        ck_assert_int_eq ((order > 0) - (order < 0), (i > j) - (i < j));
      }
}
END_TEST

#define DAY 86400
#define NOW (1000 * (gint64)DAY)
#define SOFT BOUNCE_CATEGORY_OVER_QUOTA
#define HARD BOUNCE_CATEGORY_INACTIVE
#define ROUTE BOUNCE_CATEGORY_RELAY_ERROR

static const struct
{
  const char *name; /* a setting, or NULL */
  const char *value;
  BounceCategory category;
  const char *status;
  gint64 date;
  gint64 delivered;
  gboolean cleared;
  BounceWeight weight;
} weights[] = {
  { NULL, NULL, SOFT, NULL, 0, NEVER, FALSE, BOUNCE_WEIGHT_SOFT },
  { NULL, NULL, SOFT, NULL, NEVER, NEVER, FALSE, BOUNCE_WEIGHT_SOFT },
  { NULL, NULL, HARD, NULL, 0, NEVER, FALSE, BOUNCE_WEIGHT_HARD },
  { NULL, NULL, HARD, NULL, 0, NEVER, TRUE, BOUNCE_WEIGHT_NONE },
  { NULL, NULL, ROUTE, "4.4.3", 0, NEVER, FALSE, BOUNCE_WEIGHT_HARD },
  { NULL, NULL, SOFT, NULL, 5, 6, FALSE, BOUNCE_WEIGHT_SOFT },
  { "window", "10", SOFT, NULL, NOW - 10 * DAY, NEVER, FALSE,
    BOUNCE_WEIGHT_SOFT },
  { "window", "10", SOFT, NULL, NOW - 10 * DAY - 1, NEVER, FALSE,
    BOUNCE_WEIGHT_NONE },
  { "window", "10", SOFT, NULL, NOW + DAY, NEVER, FALSE, BOUNCE_WEIGHT_SOFT },
  { "window", "10", SOFT, NULL, NEVER, NEVER, FALSE, BOUNCE_WEIGHT_SOFT },
  { "window", "10", HARD, NULL, 0, NEVER, FALSE, BOUNCE_WEIGHT_HARD },
  { "uncounted", "over-quota", SOFT, NULL, 0, NEVER, FALSE,
    BOUNCE_WEIGHT_NONE },
  { "uncounted", "unknown", SOFT, NULL, 0, NEVER, FALSE, BOUNCE_WEIGHT_SOFT },
  { "transient", "soft", ROUTE, "4.4.3", 0, NEVER, FALSE, BOUNCE_WEIGHT_SOFT },
  { "transient", "soft", ROUTE, "5.4.4", 0, NEVER, FALSE, BOUNCE_WEIGHT_HARD },
  { "transient", "soft", ROUTE, NULL, 0, NEVER, FALSE, BOUNCE_WEIGHT_HARD },
  { "transient", "soft", HARD, "4.2.1", 0, NEVER, FALSE, BOUNCE_WEIGHT_HARD },
  { "delivered", "reset", SOFT, NULL, 5, 5, FALSE, BOUNCE_WEIGHT_NONE },
  { "delivered", "reset", SOFT, NULL, 6, 5, FALSE, BOUNCE_WEIGHT_SOFT },
  { "delivered", "reset", SOFT, NULL, NEVER, 5, FALSE, BOUNCE_WEIGHT_NONE },
  { "delivered", "reset", SOFT, NULL, NEVER, NEVER, FALSE, BOUNCE_WEIGHT_SOFT },
  { "delivered", "reset", HARD, NULL, 5, 6, FALSE, BOUNCE_WEIGHT_HARD },
};

START_TEST (test_weights)
{
  BounceContact contact = { .delivered = weights[_i].delivered };
  BounceEvent event = { .category = weights[_i].category,
                        .status = weights[_i].status,
                        .date = weights[_i].date,
                        .cleared = weights[_i].cleared };
  BouncePolicy policy;

  bounce_policy_init (&policy);
  if (weights[_i].name != NULL)
    ck_assert (
        bounce_policy_set (&policy, weights[_i].name, weights[_i].value, NULL));
  ck_assert_int_eq (bounce_policy_weigh (&policy, NOW, &contact, &event),
                    weights[_i].weight);
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

/* The reason of a hard contact is the bounce that made it so. */
START_TEST (test_standing)
{
  static const struct
  {
    const char *id;
    BounceWeight weight;
    guint64 soft;
    gboolean hard;
    const char *reason;
  } steps[] = {
    { "a", BOUNCE_WEIGHT_SOFT, 1, FALSE, "a" },
    { "b", BOUNCE_WEIGHT_NONE, 1, FALSE, "b" },
    { "c", BOUNCE_WEIGHT_SOFT, 2, FALSE, "c" },
    { "d", BOUNCE_WEIGHT_SOFT, 3, TRUE, "d" },
    { "e", BOUNCE_WEIGHT_HARD, 3, TRUE, "d" },
    { "f", BOUNCE_WEIGHT_SOFT, 4, TRUE, "d" },
  };
  BounceStanding standing;
  BouncePolicy policy;

  bounce_policy_init (&policy);
  policy.soft_limit = 3;
  bounce_standing_init (&standing);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      BounceEvent event = { .id = steps[i].id };

      bounce_standing_add (&standing, &policy, steps[i].weight, &event);
      ck_assert_uint_eq (standing.soft_bounces, steps[i].soft);
      ck_assert_int_eq (standing.hard, steps[i].hard);
      ck_assert_str_eq (standing.id->str, steps[i].reason);
      ck_assert_uint_eq (standing.events, i + 1);
    }
  bounce_standing_reset (&standing);
  ck_assert (!standing.hard && standing.events == 0);
  bounce_standing_clear (&standing);
}
END_TEST

static const struct
{
  const char *uri;
  const char *store; /* NULL: refused */
  const char *location;
} uris[] = {
  { "ledger.db", "sqlite", "./ledger.db" },
  { "/var/lib/l.db", "sqlite", "/var/lib/l.db" },
  { "sqlite:l.db", "sqlite", "./l.db" },
  { "sqlite:/l.db", "sqlite", "/l.db" },
  { ":memory:", "sqlite", "./:memory:" },
  { "file:x?mode=ro", "sqlite", "./file:x?mode=ro" },
  { "a/b://c", "sqlite", "./a/b://c" },
#ifdef HAVE_LIBPQ
  { "postgresql://h/d", "postgresql", "postgresql://h/d" },
  { "postgres://h/d", "postgresql", "postgres://h/d" },
#else
  { "postgresql://h/d", NULL, NULL },
#endif
  { "mysql://h/d", NULL, NULL },
  { "sqlite:", NULL, NULL },
  { "", NULL, NULL },
};

START_TEST (test_uris)
{
  g_autofree char *location = NULL;
  g_autoptr (GError) error = NULL;
  const BounceStore *store
      = bounce_ledger_uri_parse (uris[_i].uri, &location, &error);

  ck_assert_pstr_eq (store != NULL ? store->name : NULL, uris[_i].store);
  ck_assert_pstr_eq (location, uris[_i].location);
  ck_assert_int_eq (error != NULL, uris[_i].store == NULL);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("ledger");
  TCase *tests = tcase_create ("all");
  SRunner *runner = srunner_create (suite);
  int failed;

  tcase_add_loop_test (tests, test_addresses, 0, G_N_ELEMENTS (addresses));
  tcase_add_test (tests, test_long_addresses);
  tcase_add_loop_test (tests, test_long_utf8, 0, 4);
  tcase_add_loop_test (tests, test_recipients, 0, G_N_ELEMENTS (recipients));
  tcase_add_test (tests, test_identity);
  tcase_add_test (tests, test_accounts);
  tcase_add_loop_test (tests, test_weights, 0, G_N_ELEMENTS (weights));
  tcase_add_loop_test (tests, test_settings, 0, G_N_ELEMENTS (settings));
  tcase_add_test (tests, test_standing);
  tcase_add_loop_test (tests, test_uris, 0, G_N_ELEMENTS (uris));
  suite_add_tcase (suite, tests);
  srunner_run_all (runner, CK_ENV);
  failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
