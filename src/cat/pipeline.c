/* pipeline: one thread or several.  The first mail is always read, judged and
   printed in the caller's thread: it is often the only one, and threads cost
   more than it does.  If more come and more than one job is wanted, workers.c
   goes on from there; where no thread can be had, all is done here. */
#include "config.h"

#include "base/heap.h"
#include "cat/batch.h"
#include "cat/pipeline.h"
#include "cat/workers.h"

static gboolean
finish_batch (BounceMailBatch *batch, const BounceWork *work,
              const BounceSink *sink, BounceMatcher *matcher, int *status)
{
  gboolean go_on;

  bounce_mail_batch_finish (batch, work, sink, matcher);
  go_on = bounce_mail_batch_deliver (batch, sink, status);
  bounce_mail_batch_free (batch);
  return go_on;
}

/* Whether what was read so far should go out before the next mail is read. */
static gboolean
is_due (const BounceMailBatch *batch, const BounceReader *reader,
        const BounceSink *sink)
{
  if (bounce_mail_batch_is_full (batch))
    return TRUE;
  if (sink->flush != NULL)
    return bounce_reader_would_wait (reader);
  return bounce_reader_may_wait (reader);
}

/* What the sink has gathered does not wait for what is not there: nobody would
   look after it meanwhile.  FALSE: no more is wanted. */
static gboolean
flush_if_waiting (const BounceReader *reader, const BounceSink *sink)
{
  return sink->flush == NULL || !bounce_reader_would_wait (reader)
         || sink->flush (sink->data);
}

/* Fills BATCH, and works on each mail while it is in the processor's cache, but
   for a large one: that has to be the last.  FALSE when there is nothing more
   to read. */
static gboolean
fill_batch (BounceMailBatch *batch, const BounceWork *work,
            BounceReader *reader, const BounceSink *sink,
            BounceMatcher *matcher)
{
  BounceItem item;

  while (bounce_reader_next (reader, &item))
    {
      bounce_mail_batch_add (batch, &item);
      if (!bounce_mail_batch_work (batch, work, sink, matcher)
          || is_due (batch, reader, sink))
        return TRUE;
    }
  return FALSE;
}

/* Does the work here, from FIRST (NULL: nothing was read yet) to the end. */
static void
run_inline (const BounceWork *work, BounceReader *reader,
            const BounceItem *first, const BounceSink *sink, int *status)
{
  BounceMatcher *matcher = bounce_matcher_new (work->rules, work->n_rules);
  gboolean more;

  do
    {
      BounceMailBatch *batch = bounce_mail_batch_new ();

      if (first != NULL)
        bounce_mail_batch_add (batch, first);
      more = (first != NULL && is_due (batch, reader, sink))
             || fill_batch (batch, work, reader, sink, matcher);
      first = NULL;
      bounce_reader_position (reader, &batch->position);
      more = finish_batch (batch, work, sink, matcher, status) && more
             && flush_if_waiting (reader, sink);
    }
  while (more);
  bounce_matcher_free (matcher);
}

/* Does the work on one item.  FALSE if there is none, or no more is wanted. */
static gboolean
run_once (const BounceWork *work, BounceReader *reader, const BounceSink *sink,
          int *status)
{
  BounceItem item;
  BounceMatcher *matcher;
  BounceMailBatch *batch;
  gboolean go_on;

  if (!bounce_reader_next (reader, &item))
    return FALSE;
  matcher = bounce_matcher_new (work->rules, work->n_rules);
  batch = bounce_mail_batch_new ();
  bounce_mail_batch_add (batch, &item);
  bounce_reader_position (reader, &batch->position);
  go_on = finish_batch (batch, work, sink, matcher, status)
          && flush_if_waiting (reader, sink);
  bounce_matcher_free (matcher);
  return go_on;
}

/* All behind the first item, with threads if they can be had.  FALSE if READER
   was not taken over. */
static gboolean
run_threads (const BounceWork *work, BounceReader *reader,
             const BounceSink *sink, int *status)
{
  guint jobs = work->jobs == 0 ? g_get_num_processors () : work->jobs;
  BounceItem item;

  if (!bounce_reader_next (reader, &item))
    return FALSE;
  if (jobs > 1 && bounce_workers_run (work, jobs, reader, &item, sink, status))
    return TRUE;
  run_inline (work, reader, &item, sink, status);
  return FALSE;
}

int
bounce_pipeline_run (const BounceWork *work, BounceReader *reader,
                     const BounceSink *sink)
{
  int status = 0;

  bounce_heap_keep ();
  if (work->jobs == 1)
    run_inline (work, reader, NULL, sink, &status);
  else if (run_once (work, reader, sink, &status)
           && run_threads (work, reader, sink, &status)) /* there are more */
    return status;
  bounce_reader_free (reader);
  return status;
}
