/* unit-mail-date: dates are read without GMime as GMime reads them. */
#include "config.h"

#include <check.h>

#include <glib.h>

#include "mime/mail-date.h"
#include "unit.h"

static const char *const dates[] = {
  "Mon, 16 Nov 2026 10:00:00 +0100",
  "Thu, 1 Jan 1970 00:00:00 +0000",
  "29 Feb 2024 23:59:59 -1130",
  "29 Feb 2023 23:59:59 -1130",
  "31 Dec 2099 01:02:03 +0000 (UTC)",
  "Mon, 16 Nov 2026 10:00 +0100",
  "Mon, 16 Nov 26 10:00:00 +0100",
  "Mon, 16 Nov 2026 10:00:00 GMT",
  "Mon, 16 Nov 2026 10:00:00 EDT",
  "Mon, 16 Nov 2026 10:00:00 EST (EST)",
  "Mon, 16 Nov 2026 10:00:00 CST",
  "Mon, 16 Nov 2026 10:00:00 CDT",
  "Mon, 16 Nov 2026 10:00:00 MST",
  "Mon, 16 Nov 2026 10:00:00 MDT",
  "Mon, 16 Nov 2026 10:00:00 PST",
  "Mon, 16 Nov 2026 10:00:00 PDT",
  "Mon, 16 Nov 2026 10:00:00 UT",
  "Mon, 16 Nov 2026 10:00:00 UTC",
  "Mon, 16 Nov 2026 10:00:00 JST",
  "Mon, 16 Nov 2026 10:00:00 ESTS",
  "Mon, 16 Nov 2026 10:00:00 CEST",
  "Mon, 16 Nov 2026 10:00:00 A",
  "Mon, 16 Nov 2026 10:00:00 GMT+1",
  "Mon, 16 Nov 2026 10:00:00",
  "Mon, 16 Nov 2026 10:00",
  "Mon, 16-Nov-2026 10:00:00 +0100",
  "Mon, 16-Nov 2026 10:00:00 +0100",
  "Monday, 16 November 2026 10:00:00 +0100",
  "Mon, 16 Nove 2026 10:00:00 +0100",
  "Mon Nov 16 10:00:00 2026",
  "Mon Nov 16 10:00:00 2026 GMT",
  "Mon Nov 16 10:00:00 2026 +0100",
  "Mon Nov 16 10:00:00 EST 2026",
  "Mon Nov 16 10:00:00 +0100 2026",
  "Mon Nov 16 2026 10:00:00 +0100",
  "Monday, November 16, 2026 9:56 AM",
  "Monday, November 16, 2026 10:00:00",
  "Nov 16, 2026 10:00:00 (UTC)",
  "16 11 2026 10:00:00",
  "16-11-2026 10:00",
  "06-11-2026 10:00",
  "16-13-2026 10:00",
  "16-11-2026 10:00:00 +0100",
  "Mon, 16 Nov 2026",
  "Mon, 16 Nov 2026 10",
  "Mon, 16 Nov 2026 10:00:00 E",
  "Mon,  6 Nov 2026 10:00:00 +0100 (CET)",
  " 6 Nov 2026 10:00:00 +0100",
  "Mon,   6 Nov 2026 10:00:00 +0100",
  "Mon, 6  Nov 2026 10:00:00 +0100",
  "Mon, 16 Nov 2026 10:00:61 +0100",
  "Mon, 16 Nov 2026 24:00:00 +0100",
  "Mon,16 Nov 2026 10:00:00 +0100",
  "mon, 16 nov 2026 10:00:00 +0100",
  "Mon, 16 Nov 2026 10:00:00 +01000",
  "Mon, 16 Nov 2026 10:00:00 +010",
  "Mon, 016 Nov 2026 10:00:00 +0100",
  "no date",
  "",
};

START_TEST (test_dates)
{
  ck_assert_int_eq (bounce_mail_date (dates[_i]),
                    bounce_mail_date_gmime (dates[_i]));
}
END_TEST

/* GMime does not know that five in the afternoon is seventeen hours. */
START_TEST (test_half_days)
{
  gint64 noon = bounce_mail_date ("Mon, 16 Nov 2026 12:00:00 +0000");

  ck_assert_int_eq (bounce_mail_date ("November 16, 2026 12:00 PM"), noon);
  ck_assert_int_eq (bounce_mail_date ("16 Nov 2026 12:00:00 AM"),
                    noon - 12 * 3600);
  ck_assert_int_eq (bounce_mail_date ("16 Nov 2026 5:30:01 PM +0100"),
                    noon + 4 * 3600 + 1801);
}
END_TEST

/* What GMime passes over: the leap second (RFC 5322, 3.3), ISO 8601, and its
   zone in another date. */
START_TEST (test_beyond_gmime)
{
  gint64 noon = bounce_mail_date ("Mon, 16 Nov 2026 12:00:00 +0000");

  ck_assert_int_eq (bounce_mail_date ("16 Nov 2026 11:59:60 +0000"), noon);
  ck_assert_int_eq (bounce_mail_date ("16 Nov 2026 17:30:00 +05:30"), noon);
  ck_assert_int_eq (bounce_mail_date ("17 Nov 2026 02:00:00 +1400"), noon);
  ck_assert_int_eq (bounce_mail_date ("2026-11-16T12:00:00Z"), noon);
  ck_assert_int_eq (bounce_mail_date ("2026-11-16T13:00:00.123+01:00"), noon);
  ck_assert_int_eq (bounce_mail_date ("2026-11-16 04:00:00 -0800"), noon);
  ck_assert_int_eq (bounce_mail_date ("2026-11-16 12:00 (UTC)"), noon);
  ck_assert_int_eq (bounce_mail_date ("2026-02-30T12:00:00Z"), G_MININT64);
  ck_assert_int_eq (bounce_mail_date ("2026-13-16T12:00:00Z"), G_MININT64);
}
END_TEST

/* Dates of the pieces that matter, by the thousand. */
START_TEST (test_random_dates)
{
  static const char *const pieces[]
      = { "Mon",   "Monday",   ",",     " ",           "16",        "6",
          "31",    "Nov",      "Feb",   "June",        "2026",      "1999",
          "26",    "10:00:00", "10:00", "9:05",        "25:00",     "+0100",
          "-0530", "GMT",      "EDT",   "JST",         "(CET)",     "-",
          "/",     "of",       "Z",     "16 Nov 2026", "10:00 2026" };
  GRand *rand = g_rand_new_with_seed (17);

  for (int i = 0; i < 40000; i++)
    {
      g_autoptr (GString) value = g_string_new (NULL);

      for (int n = g_rand_int_range (rand, 1, 9); n > 0; n--)
        {
          g_string_append (
              value, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
          if (g_rand_int_range (rand, 0, 4) > 0)
            g_string_append_c (value, ' ');
        }
      ck_assert_msg (bounce_mail_date (value->str)
                         == bounce_mail_date_gmime (value->str),
                     "<%s>", value->str);
    }
  g_rand_free (rand);
}
END_TEST

/* Every day and a bit. */
START_TEST (test_days)
{
  for (gint64 t = 0; t < 4102444800; t += 86400 + 3607)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (t);
      g_autofree char *text
          = g_date_time_format (date, "%a, %d %b %Y %H:%M:%S +0000");
      ck_assert_int_eq (bounce_mail_date (text), t);
    }
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_dates, 0, G_N_ELEMENTS (dates));
  tcase_add_test (tests, test_half_days);
  tcase_add_test (tests, test_beyond_gmime);
  tcase_add_test (tests, test_random_dates);
  tcase_add_test (tests, test_days);
  return unit_run_here ("mail-date", tests);
}
