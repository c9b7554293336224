/* add: records of bouncecat into the ledger, batch by batch.  A line
   that is no record is named, and the others are taken. */
#include "config.h"

#include <sysexits.h>

#include <glib.h>

#include "tally/lines.h"
#include "tally/record-reader.h"
#include "tally/command.h"

static gboolean
store (BounceTally *tally, GPtrArray *reports, GError **error)
{
  gboolean done = bounce_ledger_add (
      tally->ledger, (BounceResult **)reports->pdata, reports->len, error);

  g_ptr_array_set_size (reports, 0);
  return done;
}

/* FALSE with ERROR if all of the input is of no use. */
static gboolean
take_line (BounceTally *tally, BounceLines *lines, const BounceLine *line,
           BounceRecordReader *reader, GPtrArray *reports, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  BounceResult *report = NULL;
  const char *reason = bounce_line_trouble (line);

  if (reason == NULL
      && !bounce_record_reader_line (reader, line, &report, &trouble))
    {
      if (g_error_matches (trouble, BOUNCE_TALLY_ERROR, EX_USAGE))
        {
          g_propagate_error (error, g_steal_pointer (&trouble));
          return FALSE;
        }
      reason = trouble->message;
    }
  if (report != NULL)
    g_ptr_array_add (reports, report);
  if (reason != NULL)
    {
      g_autofree char *message = bounce_lines_message (lines, line, reason);

      tally->warn (message);
      tally->status = EX_DATAERR;
    }
  /* A file of which not even the format is known would be an error a line. */
  return reason == NULL || bounce_record_reader_knows (reader);
}

gboolean
bounce_tally_add (BounceTally *tally, GError **error)
{
  g_autoptr (BounceLines) lines
      = bounce_lines_open (tally->arguments[0], error);
  g_autoptr (BounceRecordReader) reader = bounce_record_reader_new ();
  g_autoptr (GPtrArray) reports
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_result_free);
  GError *failure = NULL;
  BounceLine line;

  if (lines == NULL)
    return FALSE;
  while (bounce_lines_next (lines, &line, &failure))
    {
      if (!take_line (tally, lines, &line, reader, reports, &failure))
        break;
      if (reports->len == BOUNCE_LEDGER_BATCH && !store (tally, reports, error))
        {
          g_clear_error (&failure);
          return FALSE;
        }
    }
  if (failure != NULL)
    {
      /* What was read before is whole. */
      store (tally, reports, NULL);
      g_propagate_error (error, failure);
      return FALSE;
    }
  return store (tally, reports, error);
}
