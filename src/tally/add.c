/* add: puts records of bouncecat into the ledger, sorted, batch by batch.  A
   line that is no record is named, and the others are taken. */
#include "config.h"

#include <sysexits.h>

#include <glib.h>

#include "ledger/sorter.h"
#include "tally/command.h"
#include "tally/lines.h"
#include "tally/record-reader.h"

/* How long input may pause before what has come is stored: what comes slowly
   is not to wait for much. */
#define PAUSE_MILLISECONDS 1000

/* FALSE with ERROR if all of the input is of no use. */
static gboolean
take_line (BounceTally *tally, BounceLines *lines, const BounceLine *line,
           BounceRecordReader *reader, BounceResult **result, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  const char *reason = bounce_line_trouble (line);

  if (reason == NULL
      && !bounce_record_reader_line (reader, line, result, &trouble))
    {
      if (g_error_matches (trouble, BOUNCE_TALLY_ERROR, EX_USAGE))
        {
          g_propagate_error (error, g_steal_pointer (&trouble));
          return FALSE;
        }
      reason = trouble->message;
    }
  if (reason != NULL)
    {
      g_autofree char *message = bounce_lines_message (lines, line, reason);

      tally->warn (message);
      tally->status = EX_DATAERR;
    }
  /* A file of which not even the format is known would be an error a line. */
  return reason == NULL || bounce_record_reader_knows (reader);
}

/* Takes what there is on LINE, and stores what has come if nothing follows.
   FALSE with FAILURE of the input, or ERROR of the ledger. */
static gboolean
add_line (BounceTally *tally, BounceLines *lines, const BounceLine *line,
          BounceRecordReader *reader, BounceSorter *sorter, GError **failure,
          GError **error)
{
  BounceResult *result = NULL;
  gboolean done = take_line (tally, lines, line, reader, &result, failure);

  if (result != NULL)
    {
      done = bounce_sorter_add (sorter, result, error) && done;
      bounce_result_free (result);
    }
  if (done && !bounce_sorter_is_empty (sorter)
      && bounce_lines_pause (lines, PAUSE_MILLISECONDS))
    done = bounce_sorter_store (sorter, error);
  return done;
}

gboolean
bounce_tally_open_lines (BounceTally *tally, GError **error)
{
  tally->lines = bounce_lines_open (tally->arguments[0], error);
  return tally->lines != NULL;
}

gboolean
bounce_tally_add (BounceTally *tally, GError **error)
{
  BounceLines *lines = tally->lines;
  g_autoptr (BounceRecordReader) reader = bounce_record_reader_new ();
  g_autoptr (BounceSorter) sorter = bounce_sorter_new (tally->ledger);
  GError *failure = NULL, *trouble = NULL;
  BounceLine line;

  while (bounce_lines_next (lines, &line, &failure)
         && add_line (tally, lines, &line, reader, sorter, &failure, &trouble))
    continue;
  if (trouble == NULL)
    /* What was read before a failure is whole. */
    bounce_sorter_store (sorter, &trouble);
  if (failure == NULL && trouble == NULL)
    return TRUE;
  if (failure != NULL)
    g_clear_error (&trouble);
  g_propagate_error (error, failure != NULL ? failure : trouble);
  return FALSE;
}
