/* unit-output: the nearest names, columns that fit, and trends. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "output/columns.h"
#include "output/screen.h"
#include "output/trends.h"
#include "text/nearest.h"
#include "unit.h"

static const char *const names[]
    = { "source", "status", "recipient", "original_recipient", "date" };

static const struct
{
  const char *word;
  const char *hint;
} words[] = {
  { "recipeint", ": did you mean 'recipient'?" },
  { "RECIPIENT", ": did you mean 'recipient'?" },
  { "stauts", ": did you mean 'status'?" },
  { "dat", ": did you mean 'date'?" },
  { "s", "" },
  { "so", ": did you mean 'source'?" },
  { "xyzzy", "" },
  { "", "" },
};

START_TEST (test_nearest)
{
  g_autofree char *hint
      = bounce_nearest_of (words[_i].word, names, G_N_ELEMENTS (names));

  ck_assert_str_eq (hint, words[_i].hint);
}
END_TEST

START_TEST (test_nearest_of_a_long_word)
{
  g_autofree char *word = g_strnfill (100000, 'r');
  g_autofree char *hint = bounce_nearest_of (word, names, G_N_ELEMENTS (names));

  ck_assert_str_eq (hint, "");
}
END_TEST

/* Whatever is asked for, it fits, keeps the first column, and cuts nothing
   that need not be cut. */
START_TEST (test_columns_fit)
{
  GRand *random = g_rand_new_with_seed (7);

  for (guint run = 0; run < 20000; run++)
    {
      guint widths[8], natural[8], sum = 0, before = 0;
      guint n = (guint)g_rand_int_range (random, 1, 9);
      guint total = (guint)g_rand_int_range (random, 20, 220);

      for (guint i = 0; i < n; i++)
        {
          natural[i] = (guint)g_rand_int_range (random, 1, 90);
          widths[i] = natural[i];
          before += natural[i] + (i > 0 ? BOUNCE_COLUMNS_GAP : 0);
        }
      bounce_columns_fit (widths, n, total);
      ck_assert_uint_gt (widths[0], 0);
      for (guint i = 0; i < n; i++)
        {
          ck_assert_uint_le (widths[i], natural[i]);
          if (widths[i] > 0)
            sum += widths[i] + (i > 0 ? BOUNCE_COLUMNS_GAP : 0);
          if (before <= total)
            ck_assert_uint_eq (widths[i], natural[i]);
        }
      ck_assert_uint_le (sum, total);
    }
  g_rand_free (random);
}
END_TEST

static void
check_cell (const char *value, guint width, gboolean right,
            const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  BounceCell cell = { .value = value, .width = width, .right = right };

  bounce_columns_cell (out, &cell);
  ck_assert_str_eq (out->str, expected);
}

START_TEST (test_cells)
{
  check_cell ("ab", 4, FALSE, "ab    ");
  check_cell ("ab", 4, TRUE, "  ab  ");
  check_cell ("abcd", 4, FALSE, "abcd  ");
  check_cell ("abcde", 4, FALSE, "abc\u2026  ");
  check_cell ("a\tb", 4, FALSE, "a\\tb  ");
  check_cell (NULL, 2, FALSE, "    ");
  /* Two columns each: one does not fit beside the ellipsis. */
  check_cell ("\u30e1\u30fc\u30eb", 4, FALSE, "\u30e1\u2026   ");
  check_cell ("\u30e1\u30fc", 4, FALSE, "\u30e1\u30fc  ");
}
END_TEST

START_TEST (test_screen_keeps_nothing_back)
{
  static const BounceColumn columns[]
      = { { "name", BOUNCE_COLUMN_TEXT }, { "n", BOUNCE_COLUMN_NUMBER } };
  g_autoptr (GString) out = g_string_new (NULL);
  BounceScreen *screen = bounce_screen_new (40, FALSE);
  guint lines = 0;

  bounce_screen_columns (screen, out, columns, 2);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *const values[] = { "x", number };

      bounce_screen_row (screen, out, values);
    }
  bounce_screen_flush (screen, out);
  bounce_screen_free (screen);
  for (const char *p = out->str; *p != '\0'; p++)
    lines += *p == '\n';
  ck_assert_uint_eq (lines, 1001);
  ck_assert (g_str_has_prefix (out->str, "name    n\nx       0\n"));
}
END_TEST

#define DAY G_GINT64_CONSTANT (86400)
#define NOW (20000 * DAY + 3600)

static void
add (BounceTrends *trends, gint64 date, BounceCategory category,
     const char *address)
{
  BounceIncident incident = {
    .date = date, .category = category, .address = address, .words = "words"
  };

  bounce_trends_add (trends, &incident);
  if (bounce_category_is_hard (category))
    bounce_trends_add_hard (trends, &incident);
}

START_TEST (test_trends)
{
  BounceTrends *trends = bounce_trends_new (NOW);
  g_autoptr (GArray) worst = NULL;
  g_autoptr (GArray) refusing = NULL;
  gint64 first, last;

  ck_assert (!bounce_trends_days (trends, &first, &last));
  for (guint i = 0; i < 30; i++)
    add (trends, NOW - 9 * DAY, BOUNCE_CATEGORY_BLOCKED_CONTENT,
         "a@old.example");
  add (trends, NOW - 60, BOUNCE_CATEGORY_BLOCKED_CONTENT, "a@old.example");
  add (trends, NOW - 60, BOUNCE_CATEGORY_BLOCKED_CONTENT, "a@New.example");
  add (trends, NOW - 60, BOUNCE_CATEGORY_INACTIVE, "b@gone.example");
  add (trends, G_MININT64, BOUNCE_CATEGORY_UNKNOWN, NULL);
  ck_assert (bounce_trends_days (trends, &first, &last));
  ck_assert_int_eq (first, 19991);
  ck_assert_int_eq (last, 20000);
  ck_assert_uint_eq (
      bounce_trends_count (trends, BOUNCE_CATEGORY_BLOCKED_CONTENT), 32);
  ck_assert_uint_eq (bounce_trends_count_days (
                         trends, BOUNCE_CATEGORY_BLOCKED_CONTENT, 20000, 20001),
                     2);
  worst = bounce_trends_worst (trends, BOUNCE_PLACE_DOMAIN, 2);
  ck_assert_uint_eq (worst->len, 2);
  ck_assert_str_eq (g_array_index (worst, BouncePlaceTrend, 0).name,
                    "old.example");
  refusing = bounce_trends_refusing (trends, BOUNCE_PLACE_DOMAIN, 9);
  ck_assert_uint_eq (refusing->len, 1);
  ck_assert_str_eq (g_array_index (refusing, BouncePlaceTrend, 0).name,
                    "new.example");
  ck_assert_uint_eq (bounce_trends_hard_cases (trends)->len, 1);
  bounce_trends_free (trends);
}
END_TEST

/* Who refused before, and does so far more often now. */
START_TEST (test_trends_rise)
{
  BounceTrends *trends = bounce_trends_new (NOW);
  g_autoptr (GArray) refusing = NULL;

  for (gint64 day = 1; day <= 30; day++)
    add (trends, NOW - day * DAY - 60, BOUNCE_CATEGORY_BLOCKED_CONTENT,
         "a@old.example");
  for (guint i = 0; i < 20; i++)
    add (trends, NOW - 60, BOUNCE_CATEGORY_BLOCKED_CONTENT, "a@old.example");
  refusing = bounce_trends_refusing (trends, BOUNCE_PLACE_DOMAIN, 9);
  ck_assert_uint_eq (refusing->len, 1);
  ck_assert_uint_eq (
      g_array_index (refusing, BouncePlaceTrend, 0).refused_before, 30);
  bounce_trends_free (trends);
}
END_TEST

/* Any date, and any number of domains: the newest cases stay, in order. */
START_TEST (test_trends_of_anything)
{
  BounceTrends *trends = bounce_trends_new (NOW);
  GRand *random = g_rand_new_with_seed (7);
  const GArray *cases;

  for (guint i = 0; i < 60000; i++)
    {
      g_autofree char *address = g_strdup_printf ("a@d%u.example", i);
      gint64 date
          = (gint64)((guint64)g_rand_int (random) << 32 | g_rand_int (random));

      add (trends, i % 3 == 0 ? G_MAXINT64 - i : date, BOUNCE_CATEGORY_INACTIVE,
           address);
    }
  cases = bounce_trends_hard_cases (trends);
  ck_assert_uint_gt (cases->len, 10);
  for (guint i = 1; i < cases->len; i++)
    ck_assert_int_ge (g_array_index (cases, BounceCase, i - 1).date,
                      g_array_index (cases, BounceCase, i).date);
  ck_assert_uint_eq (bounce_trends_count (trends, BOUNCE_CATEGORY_INACTIVE),
                     60000);
  g_rand_free (random);
  bounce_trends_free (trends);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("output");

  tcase_add_loop_test (tests, test_nearest, 0, G_N_ELEMENTS (words));
  tcase_add_test (tests, test_nearest_of_a_long_word);
  tcase_add_test (tests, test_columns_fit);
  tcase_add_test (tests, test_cells);
  tcase_add_test (tests, test_screen_keeps_nothing_back);
  tcase_add_test (tests, test_trends);
  tcase_add_test (tests, test_trends_rise);
  tcase_add_test (tests, test_trends_of_anything);
  return unit_run ("output", tests);
}
