/* workers: the pipeline with threads.  One reads and fills batches, N turn
   mails into reports and text, the caller's thread delivers batches in the
   order they were opened.  Of a file whole batches are handed over, so that
   threads meet seldom.  Those of a pipe are filled under the lock, and one that
   is not full is taken all the same once it is old and a worker has nothing
   else to do: who waits at the end of a slow pipe gets a record when its mail
   is there, not 64 mails later.

   What is large is judged by the caller's thread, when all before it is
   delivered: one mail at a time, whatever the number of threads, and its
   records go out as they come.  Nor is one read while another is anywhere
   between reader and output. */
#include "config.h"

#include "cat/queue.h"
#include "cat/workers.h"

/* To read takes a fifth of what it takes to judge: more threads would only wait
   for mail, and each has a megabyte of its own. */
#define WORKERS_MAX 8

typedef struct
{
  const BounceWork *work;
  const BounceSink *sink;

  /* The reading thread's alone. */
  BounceReader *reader;
  BounceItem first; /* which was read before */
  BounceMailBatch *filling;
  gint64 filling_since;

  BounceQueue queue;
} Run;

/* Hands what was filled over.  FALSE if no more is wanted. */
static gboolean
submit_filled (Run *run)
{
  gboolean stop;

  g_mutex_lock (&run->queue.lock);
  if (run->filling != NULL)
    {
      bounce_queue_await_room (&run->queue);
      run->queue.bytes += run->filling->bytes;
      run->queue.of_pipe = FALSE;
      bounce_queue_submit (&run->queue, g_steal_pointer (&run->filling));
    }
  stop = run->queue.stop;
  g_mutex_unlock (&run->queue.lock);
  return !stop;
}

static gboolean
put_from_file (Run *run, const BounceItem *item)
{
  gint64 now = g_get_monotonic_time ();

  if (run->filling == NULL)
    {
      run->filling = bounce_mail_batch_new ();
      run->filling_since = now;
    }
  bounce_mail_batch_add (run->filling, item);
  bounce_reader_position (run->reader, &run->filling->position);
  if (bounce_mail_batch_is_full (run->filling)
      || now >= run->filling_since + BOUNCE_QUEUE_PATIENCE)
    return submit_filled (run);
  return TRUE;
}

/* The open batch is another thread's as soon as the lock is. */
static gboolean
put_from_pipe (Run *run, const BounceItem *item)
{
  gboolean stop;
  gsize before;

  g_mutex_lock (&run->queue.lock);
  if (run->queue.open == NULL)
    bounce_queue_await_room (&run->queue);
  if (run->queue.open == NULL)
    {
      run->queue.open = bounce_mail_batch_new ();
      run->queue.open_since = g_get_monotonic_time ();
      /* An idle worker begins to wait for it to grow old. */
      bounce_bell_ring (&run->queue.ready);
    }
  run->queue.of_pipe = TRUE;
  before = run->queue.open->bytes;
  bounce_mail_batch_add (run->queue.open, item);
  bounce_reader_position (run->reader, &run->queue.open->position);
  run->queue.bytes += run->queue.open->bytes - before;
  if (bounce_mail_batch_is_full (run->queue.open))
    bounce_queue_submit (&run->queue, g_steal_pointer (&run->queue.open));
  stop = run->queue.stop;
  g_mutex_unlock (&run->queue.lock);
  return !stop;
}

/* In the reading thread, when what it reads becomes large: all that it has read
   goes out first.  The batch with the mail will be full, and handed over, too.
 */
static void
make_way (gpointer data)
{
  Run *run = data;

  submit_filled (run);
  g_mutex_lock (&run->queue.lock);
  if (run->queue.open != NULL)
    bounce_queue_submit (&run->queue, g_steal_pointer (&run->queue.open));
  bounce_queue_await_nothing (&run->queue);
  g_mutex_unlock (&run->queue.lock);
}

static gboolean
put_item (Run *run, const BounceItem *item)
{
  return bounce_reader_may_wait (run->reader) ? put_from_pipe (run, item)
                                              : put_from_file (run, item);
}

static gpointer
reading_thread (gpointer data)
{
  Run *run = data;
  BounceItem item = run->first;

  while (put_item (run, &item) && bounce_reader_next (run->reader, &item))
    ;
  submit_filled (run);
  g_mutex_lock (&run->queue.lock);
  if (run->queue.open != NULL)
    bounce_queue_submit (&run->queue, g_steal_pointer (&run->queue.open));
  run->queue.end = TRUE;
  bounce_bell_ring_all (&run->queue.ready);
  bounce_bell_ring (&run->queue.done);
  g_mutex_unlock (&run->queue.lock);
  return NULL;
}

static gpointer
working_thread (gpointer data)
{
  Run *run = data;
  BounceMatcher *matcher
      = bounce_matcher_new (run->work->rules, run->work->n_rules);
  BounceMailBatch *batch;

  g_mutex_lock (&run->queue.lock);
  while ((batch = bounce_queue_take (&run->queue)) != NULL)
    {
      g_mutex_unlock (&run->queue.lock);
      bounce_mail_batch_work (batch, run->work, run->sink, matcher);
      g_mutex_lock (&run->queue.lock);
      bounce_queue_put_back (&run->queue, batch);
    }
  g_mutex_unlock (&run->queue.lock);
  bounce_matcher_free (matcher);
  return NULL;
}

/* Until the next batch may be ready.  What the sink has gathered by then waits,
   too, but not for long if what comes next may not come soon. */
static void
await_batch (Run *run)
{
  const BounceSink *sink = run->sink;
  gint64 due = sink->flush != NULL && run->queue.of_pipe
                   ? sink->due (sink->data)
                   : G_MAXINT64;
  gboolean go_on;

  if (due == G_MAXINT64 || g_get_monotonic_time () < due)
    bounce_bell_sleep (&run->queue.done, &run->queue.lock, due);
  else
    {
      g_mutex_unlock (&run->queue.lock);
      go_on = sink->flush (sink->data);
      g_mutex_lock (&run->queue.lock);
      run->queue.stop = !go_on;
    }
}

/* Delivers BATCH, all before which is delivered, and does with MATCHER what was
   left of it. */
static gboolean
deliver_batch (const Run *run, BounceMailBatch *batch, BounceMatcher *matcher,
               int *status)
{
  bounce_mail_batch_finish (batch, run->work, run->sink, matcher);
  return bounce_mail_batch_deliver (batch, run->sink, status);
}

/* In the caller's thread, until the end or until the sink wants no more. */
static void
deliver_batches (Run *run, int *status)
{
  BounceMatcher *matcher
      = bounce_matcher_new (run->work->rules, run->work->n_rules);

  g_mutex_lock (&run->queue.lock);
  while (!run->queue.stop && (run->queue.order.length > 0 || !run->queue.end))
    {
      BounceMailBatch *batch = g_queue_peek_head (&run->queue.order);
      gboolean go_on;

      if (batch == NULL || !batch->worked)
        {
          await_batch (run);
          continue;
        }
      g_mutex_unlock (&run->queue.lock);
      go_on = deliver_batch (run, batch, matcher, status);
      g_mutex_lock (&run->queue.lock);
      bounce_queue_drop_first (&run->queue);
      run->queue.stop = !go_on;
    }
  bounce_bell_ring_all (&run->queue.ready);
  bounce_bell_ring (&run->queue.room);
  g_mutex_unlock (&run->queue.lock);
  bounce_matcher_free (matcher);
}

static void
free_run (Run *run)
{
  bounce_queue_clear (&run->queue);
  bounce_mail_batch_free (run->filling);
  bounce_reader_free (run->reader);
  g_free (run);
}

static Run *
new_run (const BounceWork *work, guint jobs, BounceReader *reader,
         const BounceSink *sink)
{
  Run *run = g_new0 (Run, 1);

  run->work = work;
  run->sink = sink;
  run->reader = reader;
  bounce_queue_init (&run->queue, jobs);
  return run;
}

static void
join_workers (const GPtrArray *workers)
{
  for (guint i = 0; i < workers->len; i++)
    g_thread_join (g_ptr_array_index (workers, i));
}

/* Starts up to JOBS workers, which find nothing to do yet, and then, if there
   is one at least, the reading thread.  That thread, or NULL: then none is
   left. */
static GThread *
start_threads (Run *run, guint jobs, GPtrArray *workers)
{
  GThread *reading = NULL;

  for (guint i = 0; i < jobs; i++)
    {
      GThread *worker = g_thread_try_new ("work", working_thread, run, NULL);

      if (worker == NULL)
        break;
      g_ptr_array_add (workers, worker);
    }
  if (workers->len > 0)
    reading = g_thread_try_new ("read", reading_thread, run, NULL);
  if (reading != NULL)
    return reading;
  g_mutex_lock (&run->queue.lock);
  run->queue.stop = TRUE;
  bounce_bell_ring_all (&run->queue.ready);
  g_mutex_unlock (&run->queue.lock);
  join_workers (workers);
  return NULL;
}

/* What a thread that never ends holds, for those who look for leaks: they may
   come while it is not to be seen on any stack. */
static Run *volatile left_behind;

gboolean
bounce_workers_run (const BounceWork *work, guint jobs, BounceReader *reader,
                    const BounceItem *item, const BounceSink *sink, int *status)
{
  Run *run = new_run (work, MIN (jobs, WORKERS_MAX), reader, sink);
  g_autoptr (GPtrArray) workers = g_ptr_array_new ();
  GThread *reading;
  gboolean ended;

  run->first = *item;
  bounce_reader_on_large (reader, make_way, run);
  reading = start_threads (run, MIN (jobs, WORKERS_MAX), workers);
  if (reading == NULL)
    {
      bounce_reader_on_large (reader, NULL, NULL);
      run->reader = NULL;
      free_run (run);
      return FALSE;
    }
  deliver_batches (run, status);
  join_workers (workers);
  g_mutex_lock (&run->queue.lock);
  ended = run->queue.end;
  g_mutex_unlock (&run->queue.lock);
  if (!ended)
    {
      /* The sink wants no more, but the reading thread may sit in read(2) for
         ever.  The process is about to end: what that thread holds is left
         to it. */
      left_behind = run;
      g_thread_unref (reading);
      return TRUE;
    }
  g_thread_join (reading);
  free_run (run);
  return TRUE;
}
