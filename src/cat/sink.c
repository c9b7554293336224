/* sink: reports to what the command line asks for.  Without a ledger the
   threads that judge also format.  With one, a record is printed only once its
   bounce is stored, and formatted after that: it shows the ledger's count. */
#include "config.h"

#include <unistd.h>

#include "output/explain.h"
#include "output/standard-output.h"
#include "cat/sink.h"
#include "ledger/event.h"
#include "output/summary.h"
#include "output/terminal.h"
#include "output/page.h"
#include "output/trends-page.h"

struct BounceOutlet
{
  const BounceCommandLine *line;
  BounceLedger *ledger;
  BounceSummary *summary; /* only with --summary */
  BounceTrends *trends;   /* only with --summary --format=html */
  guint width;            /* of the terminal */
  gboolean found;
  GError *error; /* of a delivery */
};

BounceOutlet *
bounce_outlet_new (const BounceCommandLine *line, BounceLedger *ledger)
{
  BounceOutlet *results = g_new0 (BounceOutlet, 1);

  results->line = line;
  results->ledger = ledger;
  results->width = bounce_terminal_width (STDOUT_FILENO);
  if (line->mode == BOUNCE_MODE_SUMMARY)
    results->summary = bounce_summary_new (line->all);
  if (results->summary != NULL && line->summary_form == BOUNCE_SUMMARY_HTML)
    results->trends = bounce_trends_new (g_get_real_time () / G_USEC_PER_SEC);
  return results;
}

void
bounce_outlet_free (BounceOutlet *results)
{
  if (results == NULL)
    return;
  bounce_summary_free (results->summary);
  bounce_trends_free (results->trends);
  g_clear_error (&results->error);
  g_free (results);
}

static void
format_records (BounceResult *report, GString *out, gpointer data)
{
  const BounceCommandLine *line = ((BounceOutlet *)data)->line;

  if (line->identify)
    bounce_event_identify (report);
  for (guint i = 0; i < report->records->len; i++)
    {
      const BounceRecord *record = bounce_result_record (report, i);

      if (line->all || record->action == BOUNCE_ACTION_FAILED)
        line->writer->record (out, &line->layout, report, record);
    }
}

static void
format_explanations (BounceResult *report, GString *out, gpointer data)
{
  const BounceOutlet *results = data;

  for (guint i = 0; i < report->records->len; i++)
    {
      const BounceRecord *record = bounce_result_record (report, i);

      if (record->action == BOUNCE_ACTION_FAILED)
        bounce_explain (out, report, record, results->width,
                        results->line->color);
    }
}

static gboolean
has_failure (const BounceResult *report)
{
  for (guint i = 0; i < report->records->len; i++)
    if (bounce_result_record (report, i)->action == BOUNCE_ACTION_FAILED)
      return TRUE;
  return FALSE;
}

/* What has no ledger and wants no reports. */
static gboolean
deliver_text (BounceResult *const *reports, guint n, const GString *text,
              gpointer data)
{
  BounceOutlet *results = data;

  (void)reports;
  (void)n;
  return bounce_output_write (text->str, text->len, &results->error);
}

static void
add_to_trends (BounceTrends *trends, const BounceResult *result)
{
  for (guint i = 0; i < result->records->len; i++)
    {
      const BounceRecord *record = bounce_result_record (result, i);
      gboolean complaint = record->kind == BOUNCE_KIND_FEEDBACK;
      BounceIncident incident
          = { .date = record->date,
              .category = record->category,
              .delivered = record->action == BOUNCE_ACTION_DELIVERED,
              .complaint = complaint,
              .address = record->recipient,
              .remote_mta = record->remote_mta,
              .words = complaint ? result->feedback_type : record->diagnostic };

      bounce_trends_add (trends, &incident);
      if (bounce_category_is_hard (record->category))
        bounce_trends_add_hard (trends, &incident);
    }
}

static void
count_report (BounceOutlet *results, const BounceResult *report)
{
  if (results->trends != NULL)
    add_to_trends (results->trends, report);
  else
    bounce_summary_add (results->summary, report);
}

static gboolean
deliver_reports (BounceResult *const *reports, guint n, const GString *text,
                 gpointer data)
{
  BounceOutlet *results = data;
  BounceMode mode = results->line->mode;
  g_autoptr (GString) out = g_string_new (NULL);

  (void)text;
  if (results->ledger != NULL && n > 0
      && !bounce_ledger_add (results->ledger, reports, n, &results->error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (mode == BOUNCE_MODE_RECORDS)
        format_records (reports[i], out, results);
      else if (mode == BOUNCE_MODE_EXPLAIN)
        format_explanations (reports[i], out, results);
      else if (mode == BOUNCE_MODE_SUMMARY)
        count_report (results, reports[i]);
      else
        results->found = results->found || has_failure (reports[i]);
    }
  if (mode == BOUNCE_MODE_QUIET && results->found && results->ledger == NULL)
    return FALSE;
  return bounce_output_write (out->str, out->len, &results->error);
}

gboolean
bounce_outlet_begin (BounceOutlet *results, BounceSink *sink, GError **error)
{
  const BounceCommandLine *line = results->line;
  g_autoptr (GString) out = g_string_new (NULL);

  sink->data = results;
  sink->gather = results->ledger != NULL;
  sink->format = NULL;
  sink->deliver = deliver_reports;
  if (results->ledger == NULL && line->mode == BOUNCE_MODE_RECORDS)
    sink->format = format_records;
  else if (results->ledger == NULL && line->mode == BOUNCE_MODE_EXPLAIN)
    sink->format = format_explanations;
  if (sink->format != NULL)
    sink->deliver = deliver_text;

  if (line->mode == BOUNCE_MODE_RECORDS && line->with_header
      && line->writer->header != NULL)
    line->writer->header (out, &line->layout);
  return bounce_output_write (out->str, out->len, error);
}

static void
print_counts (const BounceOutlet *results, GString *out)
{
  if (results->trends == NULL)
    {
      bounce_summary_print (results->summary, out, results->line->summary_form,
                            results->width, results->line->color);
      return;
    }
  bounce_trends_begin (results->trends, out, "Bounced mail",
                       "bouncecat " PACKAGE_VERSION);
  bounce_trends_sections (results->trends, out);
  bounce_page_end (out);
}

gboolean
bounce_outlet_end (BounceOutlet *results, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (results->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&results->error));
      return FALSE;
    }
  if (results->summary != NULL)
    print_counts (results, out);
  return bounce_output_write (out->str, out->len, error);
}

gboolean
bounce_outlet_found (const BounceOutlet *results)
{
  return results->found;
}
