/* unit-record: names of fields, kinds and actions; values of fields; dates. */
#include "config.h"

#include <check.h>

#include "model/record.h"
#include "unit.h"

START_TEST (test_field_names)
{
  for (int i = 0; i < BOUNCE_N_FIELDS; i++)
    {
      const char *name = bounce_field_name ((BounceField)i);

      ck_assert_ptr_nonnull (name);
      ck_assert_int_eq (bounce_field_from_name (name), i);
    }
  ck_assert_str_eq (bounce_field_name (BOUNCE_FIELD_SOURCE), "source");
  ck_assert_str_eq (bounce_field_name (BOUNCE_FIELD_ORIGINAL_MESSAGE_ID),
                    "original_message_id");
  ck_assert_int_eq (bounce_field_from_name ("Source"), BOUNCE_N_FIELDS);
  ck_assert_int_eq (bounce_field_from_name (""), BOUNCE_N_FIELDS);
  ck_assert_int_eq (bounce_field_from_name (NULL), BOUNCE_N_FIELDS);
}
END_TEST

START_TEST (test_actions)
{
  for (int i = BOUNCE_ACTION_NONE + 1; i < BOUNCE_N_ACTIONS; i++)
    ck_assert_int_eq (
        bounce_action_from_name (bounce_action_name ((BounceAction)i)), i);
  ck_assert_ptr_null (bounce_action_name (BOUNCE_ACTION_NONE));
  ck_assert_int_eq (bounce_action_from_name ("FAILED"), BOUNCE_ACTION_FAILED);
  ck_assert_int_eq (bounce_action_from_name ("fail"), BOUNCE_ACTION_NONE);
  ck_assert_int_eq (bounce_action_from_name (NULL), BOUNCE_ACTION_NONE);
}
END_TEST

START_TEST (test_kinds)
{
  for (int i = 0; i < BOUNCE_N_KINDS; i++)
    ck_assert_ptr_nonnull (bounce_kind_name ((BounceKind)i));
  ck_assert_str_eq (bounce_kind_name (BOUNCE_KIND_AUTO_REPLY), "auto-reply");
}
END_TEST

START_TEST (test_contact_states)
{
  for (int i = 0; i < BOUNCE_N_CONTACT_STATES; i++)
    ck_assert_int_eq (bounce_contact_state_from_name (
                          bounce_contact_state_name ((BounceContactState)i)),
                      i);
  ck_assert_int_eq (bounce_contact_state_from_name (NULL),
                    BOUNCE_N_CONTACT_STATES);
}
END_TEST

static void
check_value (const BounceResult *result, const BounceRecord *record,
             BounceField field, const char *expected)
{
  char buffer[BOUNCE_FIELD_BUFFER];
  const char *value = bounce_field_value (result, record, field, buffer);

  if (expected == NULL)
    ck_assert_ptr_null (value);
  else
    ck_assert_pstr_eq (value, expected);
}

START_TEST (test_empty_record)
{
  BounceResult *result = bounce_result_new ("in/box", 12);
  BounceRecord *record = bounce_result_add (result);

  for (int i = 0; i < BOUNCE_N_FIELDS; i++)
    if (i != BOUNCE_FIELD_SOURCE && i != BOUNCE_FIELD_INDEX
        && i != BOUNCE_FIELD_KIND)
      check_value (result, record, (BounceField)i, NULL);
  check_value (result, record, BOUNCE_FIELD_SOURCE, "in/box");
  check_value (result, record, BOUNCE_FIELD_INDEX, "12");
  check_value (result, record, BOUNCE_FIELD_KIND, "other");
  bounce_result_free (result);
}
END_TEST

START_TEST (test_values)
{
  BounceResult *result = bounce_result_new ("-", G_MAXINT64);
  BounceRecord *record = bounce_result_add (result);

  record->kind = BOUNCE_KIND_BOUNCE;
  record->action = BOUNCE_ACTION_FAILED;
  record->category = BOUNCE_CATEGORY_OVER_QUOTA;
  record->status = (BounceStatus){ 5, 2, 2 };
  record->reply_code = 552;
  record->confidence = 0.875;
  record->verp = TRUE;
  record->contact = bounce_contact_state_name (BOUNCE_CONTACT_HARD);
  record->soft_bounces = 5;
  result->message_id = bounce_result_keep (result, "<1@example.org>");
  check_value (result, record, BOUNCE_FIELD_INDEX, "9223372036854775807");
  check_value (result, record, BOUNCE_FIELD_KIND, "bounce");
  check_value (result, record, BOUNCE_FIELD_ACTION, "failed");
  check_value (result, record, BOUNCE_FIELD_CATEGORY, "over-quota");
  check_value (result, record, BOUNCE_FIELD_TYPE, "soft");
  check_value (result, record, BOUNCE_FIELD_STATUS, "5.2.2");
  check_value (result, record, BOUNCE_FIELD_REPLY_CODE, "552");
  check_value (result, record, BOUNCE_FIELD_SOFT_BOUNCES, "5");
  check_value (result, record, BOUNCE_FIELD_CONTACT, "hard");
  check_value (result, record, BOUNCE_FIELD_VERP, "true");
  check_value (result, record, BOUNCE_FIELD_CONFIDENCE, "0.88");
  check_value (result, record, BOUNCE_FIELD_MESSAGE_ID, "<1@example.org>");
  bounce_result_free (result);
}
END_TEST

/* Against GLib's calendar, once a month over the years, and at the ends. */
START_TEST (test_dates)
{
  BounceResult *result = bounce_result_new ("-", 1);
  BounceRecord *record = bounce_result_add (result);

  for (int year = 1583; year < 2500; year += 7)
    for (int month = 1; month <= 12; month++)
      {
        int day = g_date_get_days_in_month ((GDateMonth)month, (GDateYear)year);
        GDateTime *time
            = g_date_time_new_utc (year, month, day, 23, 59, month * 4);
        char *expected = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

        record->date = g_date_time_to_unix (time);
        check_value (result, record, BOUNCE_FIELD_DATE, expected);
        g_free (expected);
        g_date_time_unref (time);
      }
  record->date = 0;
  check_value (result, record, BOUNCE_FIELD_DATE, "1970-01-01T00:00:00Z");
  record->date = -1;
  check_value (result, record, BOUNCE_FIELD_DATE, "1969-12-31T23:59:59Z");
  record->date = G_GINT64_CONSTANT (253402300799);
  check_value (result, record, BOUNCE_FIELD_DATE, "9999-12-31T23:59:59Z");
  record->date = G_GINT64_CONSTANT (253402300800);
  check_value (result, record, BOUNCE_FIELD_DATE, NULL);
  record->date = G_MAXINT64;
  check_value (result, record, BOUNCE_FIELD_DATE, NULL);
  bounce_result_free (result);
}
END_TEST

START_TEST (test_strings_are_valid)
{
  BounceResult *result = bounce_result_new ("b\xff"
                                            "x",
                                            1);

  ck_assert_str_eq (result->source, "b\xef\xbf\xbdx");
  ck_assert_ptr_null (bounce_result_keep (result, NULL));
  ck_assert_str_eq (bounce_result_keep (result, ""), "");
  bounce_result_free (result);
  bounce_result_free (NULL);
}
END_TEST

START_TEST (test_many_records)
{
  BounceResult *result = bounce_result_new ("-", 1);

  for (guint i = 0; i < 1000; i++)
    bounce_result_add (result)->reply_code = i;
  ck_assert_uint_eq (result->records->len, 1000);
  for (guint i = 0; i < 1000; i++)
    ck_assert_uint_eq (bounce_result_record (result, i)->reply_code, i);
  bounce_result_free (result);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("record");

  tcase_add_test (tests, test_field_names);
  tcase_add_test (tests, test_actions);
  tcase_add_test (tests, test_kinds);
  tcase_add_test (tests, test_contact_states);
  tcase_add_test (tests, test_empty_record);
  tcase_add_test (tests, test_values);
  tcase_add_test (tests, test_dates);
  tcase_add_test (tests, test_strings_are_valid);
  tcase_add_test (tests, test_many_records);
  return unit_run ("record", tests);
}
