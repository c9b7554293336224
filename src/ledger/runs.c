/* runs: an external merge sort.  What does not fit into memory is written to a
   temporary file, one sorted run after another, and read back from all of them
   at once, in order.  The file has no name, so that nothing is left of it. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#include "base/temporary-file.h"
#include "ledger/contact.h"
#include "ledger/runs.h"

#define CHUNK (32 * 1024)

/* A run: what of it was read, and where the rest stands. */
typedef struct
{
  off_t at;
  off_t end;
  GByteArray *bytes;
  gsize start;         /* of the next record in bytes, its length first */
  const guint8 *first; /* that record, NULL at the end; and its length */
  guint length;
} Run;

struct BounceRuns
{
  GCompareFunc compare;
  FILE *file;     /* NULL: there is none yet, or none can be made */
  off_t length;   /* of the runs in it */
  off_t written;  /* of the run under way */
  gboolean fails; /* it can't be written */
  GArray *all;    /* of Run */
  GArray *heap;   /* of Run *, while they are read: the least one first */
};

static void
clear_run (gpointer pointer)
{
  g_byte_array_free (((Run *)pointer)->bytes, TRUE);
}

BounceRuns *
bounce_runs_new (GCompareFunc compare)
{
  BounceRuns *runs = g_new0 (BounceRuns, 1);

  runs->compare = compare;
  runs->all = g_array_new (FALSE, FALSE, sizeof (Run));
  g_array_set_clear_func (runs->all, clear_run);
  runs->heap = g_array_new (FALSE, FALSE, sizeof (Run *));
  return runs;
}

void
bounce_runs_free (BounceRuns *runs)
{
  if (runs == NULL)
    return;
  if (runs->file != NULL)
    fclose (runs->file);
  g_array_free (runs->all, TRUE);
  g_array_free (runs->heap, TRUE);
  g_free (runs);
}

guint
bounce_runs_count (const BounceRuns *runs)
{
  return runs->all->len;
}

static FILE *
open_file (void)
{
  int file = bounce_temporary_file ();
  FILE *stream = file >= 0 ? fdopen (file, "w+") : NULL;

  if (file >= 0 && stream == NULL)
    close (file);
  return stream;
}

void
bounce_runs_write (BounceRuns *runs, const guint8 *record, guint length)
{
  if (runs->file == NULL)
    runs->file = open_file ();
  runs->fails = runs->fails || runs->file == NULL
                || fwrite (&length, sizeof length, 1, runs->file) != 1
                || fwrite (record, length, 1, runs->file) != 1;
  runs->written += (off_t)(sizeof length + length);
}

gboolean
bounce_runs_end (BounceRuns *runs)
{
  gboolean fails = runs->fails || fflush (runs->file) != 0;
  Run run = { .at = runs->length, .end = runs->length + runs->written };

  runs->written = 0;
  runs->fails = FALSE;
  if (fails)
    {
      /* What was written of it is written over. */
      if (runs->file != NULL)
        {
          clearerr (runs->file);
          runs->fails = fseeko (runs->file, runs->length, SEEK_SET) != 0;
        }
      return FALSE;
    }
  run.bytes = g_byte_array_new ();
  g_array_append_val (runs->all, run);
  runs->length = run.end;
  return TRUE;
}

/* Reads more of RUN, if there is more. */
static gboolean
refill_run (BounceRuns *runs, Run *run, GError **error)
{
  guint kept;
  ssize_t got;

  g_byte_array_remove_range (run->bytes, 0, (guint)run->start);
  run->start = 0;
  kept = run->bytes->len;
  g_byte_array_set_size (run->bytes, kept + CHUNK);
  do
    got = pread (fileno (runs->file), run->bytes->data + kept,
                 (size_t)MIN (CHUNK, run->end - run->at), run->at);
  while (got < 0 && errno == EINTR);
  g_byte_array_set_size (run->bytes, kept + (guint)MAX (got, 0));
  run->at += MAX (got, 0);
  if (got > 0 || run->at == run->end)
    return TRUE;
  g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
               "temporary file: %s",
               got < 0 ? g_strerror (errno) : "it has become shorter");
  return FALSE;
}

/* Looks at the next record of RUN. */
static gboolean
peek_record (BounceRuns *runs, Run *run, GError **error)
{
  for (;;)
    {
      gsize left = run->bytes->len - run->start;

      run->first = NULL;
      if (left >= sizeof run->length)
        {
          memcpy (&run->length, run->bytes->data + run->start,
                  sizeof run->length);
          if (left - sizeof run->length >= run->length)
            {
              run->first = run->bytes->data + run->start + sizeof run->length;
              return TRUE;
            }
        }
      if (run->at == run->end)
        return TRUE;
      if (!refill_run (runs, run, error))
        return FALSE;
    }
}

static gboolean
is_before (const BounceRuns *runs, const Run *left, const Run *right)
{
  int order = runs->compare (left->first, right->first);

  return order != 0 ? order < 0 : left < right;
}

/* Moves the run at I down to where none below it is before it. */
static void
sift_down (BounceRuns *runs, guint i)
{
  Run **heap = (Run **)(gpointer)runs->heap->data;
  Run *run = heap[i];
  guint child;

  while ((child = 2 * i + 1) < runs->heap->len)
    {
      if (child + 1 < runs->heap->len
          && is_before (runs, heap[child + 1], heap[child]))
        child++;
      if (is_before (runs, run, heap[child]))
        break;
      heap[i] = heap[child];
      i = child;
    }
  heap[i] = run;
}

/* All runs, whose first records are not known yet. */
static gboolean
make_heap (BounceRuns *runs, GError **error)
{
  for (guint i = 0; i < runs->all->len; i++)
    {
      Run *run = &g_array_index (runs->all, Run, i);

      if (!peek_record (runs, run, error))
        return FALSE;
      if (run->first != NULL)
        g_array_append_val (runs->heap, run);
    }
  for (guint i = runs->heap->len / 2; i-- > 0;)
    sift_down (runs, i);
  return TRUE;
}

/* Past the record that was handed over. */
static gboolean
advance (BounceRuns *runs, GError **error)
{
  Run *run = g_array_index (runs->heap, Run *, 0);

  run->start += sizeof run->length + run->length;
  if (!peek_record (runs, run, error))
    return FALSE;
  if (run->first == NULL)
    g_array_remove_index_fast (runs->heap, 0);
  if (runs->heap->len > 0)
    sift_down (runs, 0);
  return TRUE;
}

gboolean
bounce_runs_next (BounceRuns *runs, const guint8 **record, guint *length,
                  GError **error)
{
  const Run *least;

  *record = NULL;
  *length = 0;
  if (!(runs->heap->len > 0 ? advance (runs, error) : make_heap (runs, error)))
    return FALSE;
  if (runs->heap->len == 0)
    return TRUE;
  least = g_array_index (runs->heap, Run *, 0);
  *record = least->first;
  *length = least->length;
  return TRUE;
}

void
bounce_runs_clear (BounceRuns *runs)
{
  g_array_set_size (runs->all, 0);
  g_array_set_size (runs->heap, 0);
  runs->length = 0;
  if (runs->file != NULL)
    fclose (runs->file);
  runs->file = NULL;
}
