/* unit-ledger: whom a record counts for, which event it is, which account of
   it is kept, and which store a URI means; no store is opened. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "ledger/event.h"
#include "ledger/uri.h"
#include "unit.h"

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
  BounceResult *result = bounce_result_new ("mbox", 1);
  BounceResult *other = bounce_result_new ("elsewhere", 7);
  BounceRecord *record = bounce_result_add (result);
  BounceRecord *same = bounce_result_add (other);
  g_autofree char *by_record = NULL;
  g_autofree char *by_other = NULL;
  g_autofree char *by_worse = NULL;
  g_autofree char *by_digest = NULL;
  g_autofree char *by_notice = NULL;
  g_autofree char *by_message = NULL;

  record->recipient = same->recipient = "a@x";
  same->contact = "hard"; /* of an earlier run: no part of it */
  by_record = bounce_event_id (result, record);
  by_other = bounce_event_id (other, same);
  ck_assert_str_eq (by_record, by_other);
  ck_assert_uint_eq (strlen (by_record), strlen ("digest:") + 64);
  same->diagnostic = "550 no";
  by_worse = bounce_event_id (other, same);
  ck_assert_str_ne (by_record, by_worse);

  result->digest = "abc";
  by_digest = bounce_event_id (result, record);
  ck_assert_str_eq (by_digest, "digest:abc");
  result->message_id = " <n@x> ";
  by_notice = bounce_event_id (result, record);
  ck_assert_str_eq (by_notice, "notice:n@x");
  result->original_message_id = "<o@x>";
  by_message = bounce_event_id (result, record);
  ck_assert_str_eq (by_message, "message:o@x");
  bounce_result_free (result);
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
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_recipients, 0, G_N_ELEMENTS (recipients));
  tcase_add_test (tests, test_identity);
  tcase_add_test (tests, test_accounts);
  tcase_add_loop_test (tests, test_uris, 0, G_N_ELEMENTS (uris));
  return unit_run ("ledger", tests);
}
