/* unit-line-ends: the ends of lines are where a search for each finds them,
   however many stand in a row, and wherever the text begins and ends. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "base/line-ends.h"
#include "unit.h"

#define LENGTH 400

static void
check_ends (const char *text, gsize length)
{
  g_autofree guint32 *ends = g_new (guint32, length + BOUNCE_LINE_ENDS_MORE);
  guint n = bounce_line_ends_find (text, length, ends), found = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n')
      {
        ck_assert_uint_lt (found, n);
        ck_assert_uint_eq (ends[found++], i);
      }
  ck_assert_uint_eq (found, n);
}

START_TEST (found)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  char text[LENGTH];

  /* One LF in ROUND bytes; only LFs in the first. */
  for (gint round = 1; round < 100; round++)
    {
      for (gsize i = 0; i < LENGTH; i++)
        text[i] = (char)(g_rand_int_range (random, 0, round) == 0
                             ? '\n'
                             : g_rand_int_range (random, 11, 256));
      for (gsize from = 0; from < 70; from++)
        check_ends (text + from, LENGTH - from);
      for (gsize length = 0; length < 200; length++)
        check_ends (text, length);
    }
}
END_TEST

START_TEST (lines)
{
  static const char text[] = "before\none\n\nthree\nbehind";
  guint32 ends[sizeof text + BOUNCE_LINE_ENDS_MORE];
  guint n = bounce_line_ends_find (text, sizeof text - 1, ends);
  BounceLineRun some
      = { .start = text + 7, .base = text, .ends = ends + 1, .n = n - 1 };

  ck_assert_uint_eq (some.n, 3);
  ck_assert_uint_eq (bounce_line_run_length (&some), strlen ("one\n\nthree\n"));
  ck_assert_ptr_eq (bounce_line_run_start (&some, 0), text + 7);
  ck_assert_ptr_eq (bounce_line_run_start (&some, 2), strstr (text, "three"));
  ck_assert_ptr_eq (bounce_line_run_end (&some, 2), strstr (text, "\nbehind"));
  some.n = 0;
  ck_assert_uint_eq (bounce_line_run_length (&some), 0);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("line-ends");

  tcase_add_test (tests, found);
  tcase_add_test (tests, lines);
  return unit_run ("line-ends", tests);
}
