/* sink: does with results what the command line asks for.  Without a ledger
   the threads that judge also format.  With one, a record is printed only once
   its bounce is stored, and formatted after that: it shows the ledger's count.
 */
#include "config.h"

#include <unistd.h>

#include "cat/sink.h"
#include "ledger/event.h"
#include "output/explain.h"
#include "output/page.h"
#include "output/standard-output.h"
#include "output/summary.h"
#include "output/terminal.h"
#include "output/trends-page.h"

/* What is stored at once, and how long it waits for that, in microseconds. */
#define WAITING_BYTES (12 * 1024 * 1024)
#define WAITING_TIME G_USEC_PER_SEC

/* Of what is printed no more is gathered. */
#define WRITTEN_BYTES (256 * 1024)

struct BounceOutlet
{
  const BounceCommandLine *line;
  BounceLedger *ledger;
  BounceSummary *summary; /* only with --summary */
  BounceTrends *trends;   /* only with --summary --format=html */
  guint width;            /* of the terminal */
  gboolean found;
  GError *error; /* of a delivery */
  /* Results that are not stored yet; only with a ledger. */
  GPtrArray *waiting;
  guint waiting_records;
  gsize waiting_bytes;
  gint64 due;
};

BounceOutlet *
bounce_outlet_new (const BounceCommandLine *line, BounceLedger *ledger)
{
  BounceOutlet *outlet = g_new0 (BounceOutlet, 1);

  outlet->line = line;
  outlet->ledger = ledger;
  outlet->waiting
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_result_free);
  outlet->due = G_MAXINT64;
  outlet->width = bounce_terminal_width (STDOUT_FILENO);
  if (line->mode == BOUNCE_MODE_SUMMARY)
    outlet->summary = bounce_summary_new (line->all);
  if (outlet->summary != NULL && line->summary_form == BOUNCE_SUMMARY_HTML)
    outlet->trends = bounce_trends_new (g_get_real_time () / G_USEC_PER_SEC);
  return outlet;
}

void
bounce_outlet_free (BounceOutlet *outlet)
{
  if (outlet == NULL)
    return;
  bounce_summary_free (outlet->summary);
  bounce_trends_free (outlet->trends);
  g_clear_error (&outlet->error);
  g_ptr_array_free (outlet->waiting, TRUE);
  g_free (outlet);
}

static void
format_record (BounceResult *result, guint i, GString *out, gpointer data)
{
  const BounceCommandLine *line = ((BounceOutlet *)data)->line;
  const BounceRecord *record = bounce_result_record (result, i);

  if (i == 0 && line->identify)
    bounce_event_identify (result);
  if (line->all || record->action == BOUNCE_ACTION_FAILED)
    line->writer->record (out, &line->layout, result, record);
}

static void
format_explanation (BounceResult *result, guint i, GString *out, gpointer data)
{
  const BounceOutlet *outlet = data;
  const BounceRecord *record = bounce_result_record (result, i);

  if (record->action == BOUNCE_ACTION_FAILED)
    bounce_explain (out, result, record, outlet->width, outlet->line->color);
}

static gboolean
has_failure (const BounceResult *result)
{
  for (guint i = 0; i < result->records->len; i++)
    if (bounce_result_record (result, i)->action == BOUNCE_ACTION_FAILED)
      return TRUE;
  return FALSE;
}

/* What has no ledger and wants no results. */
static gboolean
deliver_text (GPtrArray *results, const GString *text, gpointer data)
{
  BounceOutlet *outlet = data;

  (void)results;
  return bounce_output_write (text->str, text->len, &outlet->error);
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
count_result (BounceOutlet *outlet, const BounceResult *result)
{
  if (outlet->trends != NULL)
    add_to_trends (outlet->trends, result);
  else
    bounce_summary_add (outlet->summary, result);
}

/* Writes OUT and empties it. */
static gboolean
write_out (BounceOutlet *outlet, GString *out)
{
  gboolean done = bounce_output_write (out->str, out->len, &outlet->error);

  g_string_truncate (out, 0);
  return done;
}

/* Appends RESULT's records to OUT, and writes it whenever it is long. */
static gboolean
put_result (BounceOutlet *outlet, BounceResult *result, GString *out)
{
  gboolean done = TRUE;

  for (guint i = 0; done && i < result->records->len; i++)
    {
      if (outlet->line->mode == BOUNCE_MODE_RECORDS)
        format_record (result, i, out, outlet);
      else
        format_explanation (result, i, out, outlet);
      if (out->len >= WRITTEN_BYTES)
        done = write_out (outlet, out);
    }
  return done;
}

static gboolean
put_results (BounceOutlet *outlet, const GPtrArray *results)
{
  BounceMode mode = outlet->line->mode;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean done = TRUE;

  for (guint i = 0; done && i < results->len; i++)
    {
      BounceResult *result = g_ptr_array_index (results, i);

      if (mode == BOUNCE_MODE_SUMMARY)
        count_result (outlet, result);
      else if (mode == BOUNCE_MODE_QUIET)
        outlet->found = outlet->found || has_failure (result);
      else
        done = put_result (outlet, result, out);
    }
  return done && write_out (outlet, out);
}

/* Without a ledger. */
static gboolean
deliver_results (GPtrArray *results, const GString *text, gpointer data)
{
  BounceOutlet *outlet = data;

  (void)text;
  return put_results (outlet, results)
         && !(outlet->line->mode == BOUNCE_MODE_QUIET && outlet->found);
}

/* Stores what waits, and prints it. */
static gboolean
store_waiting (gpointer data)
{
  BounceOutlet *outlet = data;
  gboolean done
      = outlet->waiting->len == 0
        || (bounce_ledger_add (outlet->ledger,
                               (BounceResult *const *)outlet->waiting->pdata,
                               outlet->waiting->len, &outlet->error)
            && put_results (outlet, outlet->waiting));

  g_ptr_array_set_size (outlet->waiting, 0);
  outlet->waiting_records = 0;
  outlet->waiting_bytes = 0;
  outlet->due = G_MAXINT64;
  return done;
}

/* With one: a batch of 5,000 writes a fraction of what eighty of 64 do, for
   addresses come in no order, and touch a page each. */
static gboolean
gather_results (GPtrArray *results, const GString *text, gpointer data)
{
  BounceOutlet *outlet = data;

  (void)text;
  if (results->len > 0 && outlet->waiting->len == 0)
    outlet->due = g_get_monotonic_time () + WAITING_TIME;
  for (guint i = 0; i < results->len; i++)
    {
      BounceResult *result = g_ptr_array_index (results, i);

      g_ptr_array_add (outlet->waiting, result);
      outlet->waiting_records += result->records->len;
      outlet->waiting_bytes += bounce_result_size (result);
    }
  if (results->len > 0)
    g_free (g_ptr_array_steal (results, NULL));
  return (outlet->waiting_records < BOUNCE_LEDGER_BATCH
          && outlet->waiting_bytes < WAITING_BYTES)
         || store_waiting (outlet);
}

static gint64
waiting_due (gpointer data)
{
  return ((const BounceOutlet *)data)->due;
}

gboolean
bounce_outlet_begin (BounceOutlet *outlet, BounceSink *sink, GError **error)
{
  const BounceCommandLine *line = outlet->line;
  g_autoptr (GString) out = g_string_new (NULL);

  sink->data = outlet;
  sink->format = NULL;
  sink->deliver = deliver_results;
  if (outlet->ledger != NULL)
    {
      sink->deliver = gather_results;
      sink->due = waiting_due;
      sink->flush = store_waiting;
    }
  if (outlet->ledger == NULL && line->mode == BOUNCE_MODE_RECORDS)
    sink->format = format_record;
  else if (outlet->ledger == NULL && line->mode == BOUNCE_MODE_EXPLAIN)
    sink->format = format_explanation;
  if (sink->format != NULL)
    sink->deliver = deliver_text;

  if (line->mode == BOUNCE_MODE_RECORDS && line->with_header
      && line->writer->header != NULL)
    line->writer->header (out, &line->layout);
  return bounce_output_write (out->str, out->len, error);
}

static void
print_counts (const BounceOutlet *outlet, GString *out)
{
  if (outlet->trends == NULL)
    {
      bounce_summary_print (outlet->summary, out, outlet->line->summary_form,
                            outlet->width, outlet->line->color);
      return;
    }
  bounce_trends_begin (outlet->trends, out, "Bounced mail",
                       "bouncecat " PACKAGE_VERSION);
  bounce_trends_sections (outlet->trends, out);
  bounce_page_end (out);
}

gboolean
bounce_outlet_end (BounceOutlet *outlet, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (outlet->error == NULL && outlet->waiting->len > 0)
    store_waiting (outlet);
  if (outlet->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&outlet->error));
      return FALSE;
    }
  if (outlet->summary != NULL)
    print_counts (outlet, out);
  return bounce_output_write (out->str, out->len, error);
}

gboolean
bounce_outlet_found (const BounceOutlet *outlet)
{
  return outlet->found;
}
