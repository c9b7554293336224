/* unit-status: codes read from text, and what a code alone is evidence of. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "model/status.h"
#include "unit.h"

static const struct
{
  const char *text;
  gsize length; /* 0: no status */
  const char *status;
} codes[] = {
  { "5.1.1", 5, "5.1.1" },
  { "5.1.1 User unknown", 5, "5.1.1" },
  { "4.7.28)", 6, "4.7.28" },
  { "2.0.0:", 5, "2.0.0" },
  { "5.7.606, Access", 7, "5.7.606" },
  { "5.999.999", 9, "5.999.999" },
  { "5.1.1.", 5, "5.1.1" },
  { "5.1.1. Bad", 5, "5.1.1" },
  { "5.1.1-x", 5, "5.1.1" },
  { "5.1.1\xe7\x94\xa8", 5, "5.1.1" },
  { "5.0.0", 5, "5.0.0" },
  { "", 0, NULL },
  { "5", 0, NULL },
  { "5.", 0, NULL },
  { "5.1", 0, NULL },
  { "5.1.", 0, NULL },
  { "5.1.x", 0, NULL },
  { "5..1", 0, NULL },
  { "5.1.1.2", 0, NULL },
  { "2.5.1beta", 0, NULL },
  { "3.1.1", 0, NULL },
  { "1.1.1", 0, NULL },
  { "51.1.1", 0, NULL },
  { "5.1.1000", 0, NULL },
  { "5.1000.1", 0, NULL },
  { "5.01.1", 0, NULL },
  { "5.1.01", 0, NULL },
  { " 5.1.1", 0, NULL },
};

START_TEST (parse)
{
  BounceStatus status = { 9, 9, 9 };
  char buffer[BOUNCE_STATUS_SIZE];
  gsize length = bounce_status_parse (codes[_i].text, &status);

  ck_assert_uint_eq (length, codes[_i].length);
  if (length == 0)
    ck_assert_uint_eq (status.class, 9);
  else
    ck_assert_str_eq (bounce_status_format (status, buffer), codes[_i].status);
}
END_TEST

START_TEST (unset)
{
  const BounceStatus none = { 0 };
  char buffer[BOUNCE_STATUS_SIZE];

  ck_assert (!bounce_status_is_set (none));
  ck_assert_ptr_null (bounce_status_format (none, buffer));
  ck_assert_int_eq (bounce_status_category (none), BOUNCE_CATEGORY_UNKNOWN);
}
END_TEST

START_TEST (generic)
{
  ck_assert (bounce_status_is_generic ((BounceStatus){ 5, 0, 0 }));
  ck_assert (bounce_status_is_generic ((BounceStatus){ 4, 1, 0 }));
  ck_assert (bounce_status_is_generic ((BounceStatus){ 5, 7, 0 }));
  ck_assert (!bounce_status_is_generic ((BounceStatus){ 5, 1, 1 }));
  ck_assert (bounce_status_is_generic ((BounceStatus){ 5, 0, 350 }));
}
END_TEST

static const struct
{
  const char *status;
  BounceCategory category;
} facts[] = {
  { "5.0.0", BOUNCE_CATEGORY_UNKNOWN },
  { "4.0.0", BOUNCE_CATEGORY_UNKNOWN },
  { "5.1.0", BOUNCE_CATEGORY_UNKNOWN },
  { "5.2.0", BOUNCE_CATEGORY_UNKNOWN },
  { "2.1.1", BOUNCE_CATEGORY_UNKNOWN },
  { "5.1.1", BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST },
  { "4.1.1", BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST },
  { "5.1.2", BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST },
  { "5.1.3", BOUNCE_CATEGORY_INVALID_EMAIL },
  { "5.1.4", BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST },
  { "5.1.5", BOUNCE_CATEGORY_UNKNOWN },
  { "5.1.6", BOUNCE_CATEGORY_INACTIVE },
  { "5.1.7", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.1.8", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.1.10", BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST },
  { "5.2.1", BOUNCE_CATEGORY_INACTIVE },
  { "5.2.2", BOUNCE_CATEGORY_OVER_QUOTA },
  { "4.2.2", BOUNCE_CATEGORY_OVER_QUOTA },
  { "5.2.3", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.2.4", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "4.3.1", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "4.3.2", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "5.3.4", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.3.5", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "4.4.1", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "4.4.2", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "4.4.3", BOUNCE_CATEGORY_RELAY_ERROR },
  { "5.4.4", BOUNCE_CATEGORY_RELAY_ERROR },
  { "5.4.6", BOUNCE_CATEGORY_RELAY_ERROR },
  { "5.4.14", BOUNCE_CATEGORY_RELAY_ERROR },
  { "4.4.7", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "5.4.310", BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST },
  { "4.4.312", BOUNCE_CATEGORY_RELAY_ERROR },
  { "4.4.316", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "5.4.77", BOUNCE_CATEGORY_UNKNOWN },
  { "5.5.2", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "5.5.3", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.6.0", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.6.7", BOUNCE_CATEGORY_INVALID_EMAIL },
  { "5.7.1", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.7.5", BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR },
  { "5.7.13", BOUNCE_CATEGORY_INACTIVE },
  { "5.7.17", BOUNCE_CATEGORY_INACTIVE },
  { "4.7.28", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.7.64", BOUNCE_CATEGORY_RELAY_ERROR },
  { "5.7.504", BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST },
  { "5.7.606", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.0.350", BOUNCE_CATEGORY_BLOCKED_CONTENT },
  { "5.8.1", BOUNCE_CATEGORY_UNKNOWN },
};

START_TEST (category)
{
  BounceStatus status;

  ck_assert_uint_gt (bounce_status_parse (facts[_i].status, &status), 0);
  ck_assert_int_eq (bounce_status_category (status), facts[_i].category);
}
END_TEST

/* The table is searched by halves: every code must be found in its order, and
   class 4 says what class 5 says. */
START_TEST (all_codes)
{
  guint hard = 0;

  for (guint subject = 0; subject < 10; subject++)
    for (guint detail = 0; detail < 1000; detail++)
      {
        BounceStatus five = { 5, (guint16)subject, (guint16)detail };
        BounceStatus four = { 4, (guint16)subject, (guint16)detail };
        BounceCategory got = bounce_status_category (five);

        ck_assert_int_ne (got, BOUNCE_CATEGORY_NONE);
        ck_assert_int_eq (bounce_status_category (four), got);
        hard += bounce_category_is_hard (got);
      }
  /* Only codes that are known by number flag an address. */
  ck_assert_uint_lt (hard, 35);
}
END_TEST

static const struct
{
  const char *text;
  guint reply;
} replies[] = {
  { "550 5.1.1 unknown", 550 },
  { "550-5.1.1", 550 },
  { "421", 421 },
  { "250 ok", 250 },
  { "599:", 599 },
  { "554\tx", 554 },
  { "550.", 550 },
  { "", 0 },
  { "55", 0 },
  { "5500", 0 },
  { "550x", 0 },
  { "600 x", 0 },
  { "199 x", 0 },
  { "x550", 0 },
  { "192.0.2.1", 0 },
  { "210.0.2.1", 0 },
  { " 550", 0 },
};

START_TEST (reply)
{
  ck_assert_uint_eq (bounce_reply_parse (replies[_i].text), replies[_i].reply);
}
END_TEST

START_TEST (reply_category)
{
  guint hard = 0;

  ck_assert_int_eq (bounce_reply_category (421),
                    BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR);
  ck_assert_int_eq (bounce_reply_category (450),
                    BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR);
  ck_assert_int_eq (bounce_reply_category (552), BOUNCE_CATEGORY_OVER_QUOTA);
  ck_assert_int_eq (bounce_reply_category (530),
                    BOUNCE_CATEGORY_BLOCKED_CONTENT);
  ck_assert_int_eq (bounce_reply_category (556),
                    BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST);
  ck_assert_int_eq (bounce_reply_category (550), BOUNCE_CATEGORY_UNKNOWN);
  ck_assert_int_eq (bounce_reply_category (554), BOUNCE_CATEGORY_UNKNOWN);
  ck_assert_int_eq (bounce_reply_category (250), BOUNCE_CATEGORY_UNKNOWN);
  ck_assert_int_eq (bounce_reply_category (0), BOUNCE_CATEGORY_UNKNOWN);
  for (guint i = 0; i < 1000; i++)
    hard += bounce_category_is_hard (bounce_reply_category (i));
  ck_assert_uint_eq (hard, 1);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("status");

  tcase_add_loop_test (tests, parse, 0, G_N_ELEMENTS (codes));
  tcase_add_test (tests, unset);
  tcase_add_test (tests, generic);
  tcase_add_loop_test (tests, category, 0, G_N_ELEMENTS (facts));
  tcase_add_test (tests, all_codes);
  tcase_add_loop_test (tests, reply, 0, G_N_ELEMENTS (replies));
  tcase_add_test (tests, reply_category);
  return unit_run ("status", tests);
}
