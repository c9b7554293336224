/* chart: draws bounces by day and reason: an SVG of rectangles alone,
   stretched to the width there is.  Its words stand beside it as text, so that
   they keep their size on a phone. */
#include "config.h"

#include "model/date.h"
#include "output/chart.h"
#include "output/page.h"

#define DAYS_MAX 365
#define DAYS_MIN 14
#define BARS_MAX 60
#define HEIGHT 100
#define SECONDS_A_DAY 86400

/* The number of a DAY into BUFFER; "" where that is none. */
static const char *
format_day (gint64 day, char *buffer)
{
  const char *text = bounce_date_day (day * SECONDS_A_DAY, buffer);

  return text != NULL ? text : "";
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
  chart->first = bounce_trends_first_since (trends, last - DAYS_MAX + 1);
  chart->first = MIN (chart->first, last - DAYS_MIN + 1);
  chart->step = (last - chart->first) / BARS_MAX + 1;
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
  char day[BOUNCE_DATE_BUFFER];
  g_autoptr (GString) title = g_string_new (
      format_day (chart->first + (gint64)bar * chart->step, day));
  double top = HEIGHT;

  g_string_append (out, "<g>");
  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    {
      guint64 count = count_bar (trends, chart, bar, (BounceCategory)i);
      double height = HEIGHT * (double)count / (double)chart->most;
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

void
bounce_chart_append (GString *out, const BounceTrends *trends)
{
  Chart chart;

  bounce_page_section (out, "Bounces by day");
  if (!plan_chart (trends, &chart))
    bounce_page_paragraph (out, "No bounce has a date.");
  else
    {
      char buffers[2][BOUNCE_DATE_BUFFER];
      const char *first = format_day (chart.first, buffers[0]);
      const char *last = format_day (chart.end, buffers[1]);

      g_string_append (out, "<div class=\"chart\">\n");
      g_string_append_printf (
          out, "<div><span>%" G_GUINT64_FORMAT "</span></div>\n", chart.most);
      g_string_append_printf (
          out,
          "<svg role=\"img\" aria-label=\"Bounces a day by reason\""
          " viewBox=\"0 0 %u %d\" preserveAspectRatio=\"none\">\n",
          chart.bars, HEIGHT);
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
