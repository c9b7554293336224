/* trends-page: counts and cases to HTML.  The chart is an SVG of rectangles
   alone, stretched to the width there is; its words stand beside it as text,
   so that they keep their size on a phone. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "output/page.h"
#include "output/trends-page.h"

#define PLACES_SHOWN 15
#define CHART_DAYS_MAX 365
#define CHART_DAYS_MIN 14
#define CHART_BARS_MAX 60
#define CHART_HEIGHT 100
#define SECONDS_A_DAY 86400

/* "2026-11-23" or "2026-11-23 08:46"; "" where there is no date. */
static char *
format_date (gint64 date, const char *format)
{
  g_autoptr (GDateTime) utc
      = date != G_MININT64 ? g_date_time_new_from_unix_utc (date) : NULL;

  return utc != NULL ? g_date_time_format (utc, format) : g_strdup ("");
}

static char *
format_day (gint64 day)
{
  return format_date (day * SECONDS_A_DAY, "%Y-%m-%d");
}

static char *
format_count (guint64 count)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
}

/* The days of the chart: from FIRST on, STEP days a bar. */
typedef struct
{
  gint64 first, end, step;
  guint bars;
  guint64 most; /* bounces of the highest one */
} Chart;

static guint64
count_bar (const BounceTrends *trends, const Chart *chart, guint bar,
           BounceCategory category)
{
  gint64 start = chart->first + (gint64)bar * chart->step;

  return bounce_trends_count_days (trends, category, start,
                                   start + chart->step);
}

/* FALSE if there is no bounce with a date.  What is dated after tomorrow, or
   more than a year before the last bounce, is left out. */
static gboolean
plan_chart (const BounceTrends *trends, Chart *chart)
{
  gint64 last, tomorrow = bounce_trends_now (trends) / SECONDS_A_DAY + 1;

  if (!bounce_trends_days (trends, &chart->first, &last)
      || chart->first > tomorrow)
    return FALSE;
  last = MIN (last, tomorrow);
  chart->first = MAX (chart->first, last - CHART_DAYS_MAX + 1);
  chart->first = MIN (chart->first, last - CHART_DAYS_MIN + 1);
  chart->step = (last - chart->first) / CHART_BARS_MAX + 1;
  chart->bars = (guint)((last - chart->first) / chart->step) + 1;
  chart->end = last;
  chart->most = 0;
  for (guint bar = 0; bar < chart->bars; bar++)
    {
      guint64 sum = 0;

      for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
        sum += count_bar (trends, chart, bar, (BounceCategory)i);
      chart->most = MAX (chart->most, sum);
    }
  return chart->most > 0;
}

/* One bar: its categories piled up, and their numbers for who points at it. */
static void
append_bar (GString *out, const BounceTrends *trends, const Chart *chart,
            guint bar)
{
  g_autofree char *day = format_day (chart->first + (gint64)bar * chart->step);
  g_autoptr (GString) title = g_string_new (day);
  double top = CHART_HEIGHT;

  g_string_append (out, "<g>");
  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    {
      guint64 count = count_bar (trends, chart, bar, (BounceCategory)i);
      double height = CHART_HEIGHT * (double)count / (double)chart->most;
      char y[G_ASCII_DTOSTR_BUF_SIZE], h[G_ASCII_DTOSTR_BUF_SIZE];

      if (count == 0)
        continue;
      top -= height;
      g_ascii_formatd (y, sizeof y, "%.2f", top);
      g_ascii_formatd (h, sizeof h, "%.2f", height);
      g_string_append_printf (out,
                              "<rect class=\"c%d\" x=\"%u.1\" y=\"%s\""
                              " width=\".8\" height=\"%s\"/>",
                              i, bar, y, h);
      g_string_append_printf (title, ", %s %" G_GUINT64_FORMAT,
                              bounce_category_slug ((BounceCategory)i), count);
    }
  g_string_append_printf (out, "<title>%s</title></g>\n", title->str);
}

static void
append_key (GString *out, const BounceTrends *trends)
{
  g_string_append (out, "<div class=\"key\">");
  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    if (bounce_trends_count (trends, (BounceCategory)i) > 0)
      g_string_append_printf (out, "<span><i class=\"c%d\"></i>%s</span>\n", i,
                              bounce_category_name ((BounceCategory)i));
  g_string_append (out, "</div>\n");
}

static void
append_chart (GString *out, const BounceTrends *trends)
{
  Chart chart;

  bounce_page_section (out, "Bounces by day");
  if (!plan_chart (trends, &chart))
    bounce_page_paragraph (out, "No bounce has a date.");
  else
    {
      g_autofree char *first = format_day (chart.first);
      g_autofree char *last = format_day (chart.end);

      g_string_append (out, "<div class=\"chart\">\n");
      g_string_append_printf (
          out, "<div><span>%" G_GUINT64_FORMAT "</span></div>\n", chart.most);
      g_string_append_printf (
          out,
          "<svg role=\"img\" aria-label=\"Bounces a day by reason\""
          " viewBox=\"0 0 %u %d\" preserveAspectRatio=\"none\">\n",
          chart.bars, CHART_HEIGHT);
      for (guint bar = 0; bar < chart.bars; bar++)
        append_bar (out, trends, &chart, bar);
      g_string_append_printf (out,
                              "</svg>\n<div><span>%s</span><span>%s</span>"
                              "</div>\n",
                              first, last);
      append_key (out, trends);
      g_string_append (out, "</div>\n");
      if (chart.step > 1)
        {
          g_autofree char *note = g_strdup_printf (
              "A bar is %" G_GINT64_FORMAT " days.", chart.step);

          bounce_page_paragraph (out, note);
        }
    }
  bounce_page_end_section (out);
}

typedef struct
{
  BounceCategory category;
  guint64 count;
} Reason;

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const Reason *one = a, *other = b;

  if (one->count != other->count)
    return one->count > other->count ? -1 : 1;
  return (int)one->category - (int)other->category;
}

static void
append_reasons (GString *out, const BounceTrends *trends)
{
  Reason reasons[BOUNCE_N_CATEGORIES];
  guint n = 0;

  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    {
      reasons[n].category = (BounceCategory)i;
      reasons[n++].count = bounce_trends_count (trends, (BounceCategory)i);
    }
  qsort (reasons, n, sizeof *reasons, compare_reasons);
  bounce_page_section (out, "Reasons");
  bounce_page_begin_bars (out);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *class = g_strdup_printf ("c%d",
                                                (int)reasons[i].category);
      g_autofree char *name = g_strdup_printf (
          "%s (%s)", bounce_category_name (reasons[i].category),
          bounce_category_type (reasons[i].category));

      if (reasons[i].count > 0)
        bounce_page_bar (out, name, class, reasons[i].count, reasons[0].count);
    }
  bounce_page_end_bars (out);
  bounce_page_end_section (out);
}

static const BouncePageColumn refusing_columns[] = {
  { NULL, BOUNCE_PAGE_TEXT },
  { "last day", BOUNCE_PAGE_NUMBER },
  { "before", BOUNCE_PAGE_NUMBER },
  { "in its words", BOUNCE_PAGE_WORDS },
};

static void
append_refusing (GString *out, const BounceTrends *trends, BouncePlaceKind kind,
                 const char *heading)
{
  g_autoptr (GArray) places
      = bounce_trends_refusing (trends, kind, PLACES_SHOWN);
  BouncePageColumn columns[G_N_ELEMENTS (refusing_columns)];

  if (places->len == 0)
    return;
  memcpy (columns, refusing_columns, sizeof columns);
  columns[0].heading = heading;
  bounce_page_begin_table (out, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < places->len; i++)
    {
      const BouncePlaceTrend *place
          = &g_array_index (places, BouncePlaceTrend, i);
      g_autofree char *lately = format_count (place->refused_lately);
      g_autofree char *before = format_count (place->refused_before);
      const char *const values[]
          = { place->name, lately, before, place->words };

      bounce_page_row (out, columns, G_N_ELEMENTS (columns), values);
    }
  bounce_page_end_table (out);
}

static void
append_all_refusing (GString *out, const BounceTrends *trends)
{
  g_autoptr (GArray) domains
      = bounce_trends_refusing (trends, BOUNCE_PLACE_DOMAIN, 1);
  g_autoptr (GArray) servers
      = bounce_trends_refusing (trends, BOUNCE_PLACE_SERVER, 1);

  bounce_page_section (out, "Began to refuse in the last day");
  if (domains->len + servers->len == 0)
    bounce_page_paragraph (out, "Nobody: no domain and no server refuses mail"
                                " that did not do so before.");
  append_refusing (out, trends, BOUNCE_PLACE_SERVER, "server");
  append_refusing (out, trends, BOUNCE_PLACE_DOMAIN, "domain");
  bounce_page_end_section (out);
}

/* "12.5 %" of what was delivered or failed; "" where nothing was delivered,
   for then nobody knows. */
static char *
format_rate (const BouncePlaceTrend *place)
{
  char rate[G_ASCII_DTOSTR_BUF_SIZE];

  if (place->delivered == 0)
    return g_strdup ("");
  g_ascii_formatd (rate, sizeof rate, "%.1f",
                   100.0 * (double)place->failed
                       / (double)(place->failed + place->delivered));
  return g_strconcat (rate, " %", NULL);
}

static void
append_worst (GString *out, const BounceTrends *trends, BouncePlaceKind kind,
              const char *heading, const char *name)
{
  const BouncePageColumn columns[] = {
    { name, BOUNCE_PAGE_TEXT },          { "bounces", BOUNCE_PAGE_NUMBER },
    { "hard", BOUNCE_PAGE_NUMBER },      { "refused", BOUNCE_PAGE_NUMBER },
    { "delivered", BOUNCE_PAGE_NUMBER }, { "rate", BOUNCE_PAGE_NUMBER },
  };
  g_autoptr (GArray) places = bounce_trends_worst (trends, kind, PLACES_SHOWN);
  /* What nobody told of is not a column of zeros. */
  guint n
      = G_N_ELEMENTS (columns) - (bounce_trends_delivered (trends) > 0 ? 0 : 2);

  bounce_page_section (out, heading);
  if (places->len > 0)
    bounce_page_begin_table (out, columns, n);
  else
    bounce_page_paragraph (out, "None is known.");
  for (guint i = 0; i < places->len; i++)
    {
      const BouncePlaceTrend *place
          = &g_array_index (places, BouncePlaceTrend, i);
      g_autofree char *failed = format_count (place->failed);
      g_autofree char *hard = format_count (place->hard);
      g_autofree char *refused
          = format_count (place->refused_lately + place->refused_before);
      g_autofree char *delivered = format_count (place->delivered);
      g_autofree char *rate = format_rate (place);
      const char *const values[]
          = { place->name, failed, hard, refused, delivered, rate };

      bounce_page_row (out, columns, n, values);
    }
  if (places->len > 0)
    bounce_page_end_table (out);
  bounce_page_end_section (out);
}

static void
append_cases (GString *out, const GArray *cases, const char *heading,
              const char *words, const char *none)
{
  const BouncePageColumn columns[] = {
    { "address", BOUNCE_PAGE_TEXT },
    { "when", BOUNCE_PAGE_TEXT },
    { "reason", BOUNCE_PAGE_TEXT },
    { words, BOUNCE_PAGE_WORDS },
  };

  bounce_page_section (out, heading);
  if (cases->len == 0)
    bounce_page_paragraph (out, none);
  else
    bounce_page_begin_table (out, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < cases->len; i++)
    {
      const BounceCase *one = &g_array_index (cases, BounceCase, i);
      g_autofree char *date = format_date (one->date, "%Y-%m-%d %H:%M");
      const char *const values[]
          = { one->address, date, bounce_category_name (one->category),
              one->words };

      bounce_page_row (out, columns, G_N_ELEMENTS (columns), values);
    }
  if (cases->len > 0)
    bounce_page_end_table (out);
  bounce_page_end_section (out);
}

static void
append_totals (GString *out, const BounceTrends *trends)
{
  guint64 hard = 0, soft = 0;

  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    *(bounce_category_is_hard ((BounceCategory)i) ? &hard : &soft)
        += bounce_trends_count (trends, (BounceCategory)i);
  bounce_page_begin_tiles (out);
  bounce_page_tile (out, hard + soft, "bounces");
  bounce_page_tile (out, hard, "hard");
  bounce_page_tile (out, soft, "soft");
  bounce_page_tile (out, bounce_trends_complaints (trends), "complaints");
  bounce_page_end_tiles (out);
}

void
bounce_trends_begin (const BounceTrends *trends, GString *out,
                     const char *title, const char *program)
{
  g_autofree char *now
      = format_date (bounce_trends_now (trends), "%Y-%m-%d %H:%M");
  g_autofree char *made = g_strdup_printf ("%s, %s UTC", program, now);

  bounce_page_begin (out, title);
  bounce_page_paragraph (out, made);
  append_totals (out, trends);
}

void
bounce_trends_sections (const BounceTrends *trends, GString *out)
{
  append_chart (out, trends);
  append_reasons (out, trends);
  append_all_refusing (out, trends);
  append_worst (out, trends, BOUNCE_PLACE_DOMAIN,
                "Domains with the most bounces", "domain");
  append_worst (out, trends, BOUNCE_PLACE_SERVER,
                "Remote servers with the most bounces", "server");
  append_cases (out, bounce_trends_hard_cases (trends), "Newest hard addresses",
                "the server's words", "None.");
  append_cases (out, bounce_trends_complaint_cases (trends), "Complaints",
                "kind", "None.");
}
