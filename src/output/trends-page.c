/* trends-page: writes trends as tables of HTML. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "model/date.h"
#include "output/chart.h"
#include "output/page.h"
#include "output/trends-page.h"

#define PLACES_SHOWN 15

/* "2026-11-23 08:46"; "" where there is no date. */
static const char *
format_date (gint64 date, char *buffer)
{
  const char *text = bounce_date_minute (date, buffer);

  return text != NULL ? text : "";
}

static char *
format_count (guint64 count)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
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
  { "the latest, in its words", BOUNCE_PAGE_WORDS },
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
          = { place->name, lately, before,
              place->words != NULL ? place->words
                                   : bounce_category_name (place->refusal) };

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
  bounce_page_paragraph (out, "Who blocks mail, or is broken or away, and was"
                              " not before, or far less.");
  if (domains->len + servers->len == 0)
    bounce_page_paragraph (out, "Nobody.");
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

/* Is it known of one of those that are shown?  What nobody told of is not a
   column of zeros. */
static gboolean
has_rates (const BounceTrends *trends, BouncePlaceKind kind)
{
  g_autoptr (GArray) places = bounce_trends_worst (trends, kind, PLACES_SHOWN);

  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, BouncePlaceTrend, i).delivered > 0)
      return TRUE;
  return FALSE;
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
  guint n = G_N_ELEMENTS (columns) - (has_rates (trends, kind) ? 0 : 2);

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
  if (places->len > 0 && kind == BOUNCE_PLACE_DOMAIN)
    bounce_page_paragraph (
        out,
        has_rates (trends, kind)
            ? "The rate: bounces among bounces and reports of delivery."
            : "Numbers, not rates: how many mails were sent is not known.");
  bounce_page_end_section (out);
}

static void
append_cases (GString *out, const GArray *cases,
              const BouncePageColumn *columns, guint n)
{
  if (cases->len == 0)
    {
      bounce_page_paragraph (out, "None.");
      return;
    }
  bounce_page_begin_table (out, columns, n);
  for (guint i = 0; i < cases->len; i++)
    {
      const BounceCase *one = &g_array_index (cases, BounceCase, i);
      char buffer[BOUNCE_DATE_BUFFER];
      const char *date = format_date (one->date, buffer);
      const char *reason = bounce_category_name (one->category);
      const char *const values[]
          = { one->address, date, reason != NULL ? reason : one->words,
              one->words };

      bounce_page_row (out, columns, n, values);
    }
  bounce_page_end_table (out);
}

static void
append_hard (GString *out, const BounceTrends *trends)
{
  static const BouncePageColumn columns[] = {
    { "address", BOUNCE_PAGE_TEXT },
    { "when", BOUNCE_PAGE_SHORT },
    { "reason", BOUNCE_PAGE_SHORT },
    { "the server's words", BOUNCE_PAGE_WORDS },
  };

  bounce_page_section (out, "Newest hard addresses");
  append_cases (out, bounce_trends_hard_cases (trends), columns,
                G_N_ELEMENTS (columns));
  bounce_page_end_section (out);
}

/* Only mail tells what kind of complaint it is, a ledger does not. */
static void
append_complaints (GString *out, const BounceTrends *trends)
{
  static const BouncePageColumn columns[] = {
    { "address", BOUNCE_PAGE_TEXT },
    { "when", BOUNCE_PAGE_SHORT },
    { "kind", BOUNCE_PAGE_TEXT },
  };
  const GArray *cases = bounce_trends_complaint_cases (trends);
  gboolean kinds = FALSE;

  for (guint i = 0; i < cases->len; i++)
    kinds = kinds || g_array_index (cases, BounceCase, i).words != NULL;
  bounce_page_section (out, "Complaints");
  append_cases (out, cases, columns, G_N_ELEMENTS (columns) - (kinds ? 0 : 1));
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
  bounce_page_tile (out, hard, "hard bounces");
  bounce_page_tile (out, soft, "soft bounces");
  bounce_page_tile (out, bounce_trends_complaints (trends), "complaints");
  bounce_page_end_tiles (out);
}

void
bounce_trends_begin (const BounceTrends *trends, GString *out,
                     const char *title, const char *program)
{
  char now[BOUNCE_DATE_BUFFER];
  g_autofree char *made = g_strdup_printf (
      "%s, %s UTC", program, format_date (bounce_trends_now (trends), now));

  bounce_page_begin (out, title);
  bounce_page_paragraph (out, made);
  append_totals (out, trends);
}

void
bounce_trends_sections (const BounceTrends *trends, GString *out)
{
  /* With rates they are too wide for that. */
  gboolean pair = !has_rates (trends, BOUNCE_PLACE_DOMAIN)
                  && !has_rates (trends, BOUNCE_PLACE_SERVER);

  bounce_chart_append (out, trends);
  append_reasons (out, trends);
  append_all_refusing (out, trends);
  if (pair)
    bounce_page_begin_pair (out);
  append_worst (out, trends, BOUNCE_PLACE_DOMAIN,
                "Domains with the most bounces", "domain");
  append_worst (out, trends, BOUNCE_PLACE_SERVER,
                "Remote servers with the most bounces", "server");
  if (pair)
    bounce_page_end_pair (out);
  append_hard (out, trends);
  append_complaints (out, trends);
}
