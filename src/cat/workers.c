/* workers: the pipeline with threads.  One reads and fills batches, N turn
   mails into reports and text, the caller's thread delivers batches in the
   order they were opened.  Of a file whole batches are handed over, so that
   threads meet seldom.  Those of a pipe are filled under the lock, and one that
   is not full is taken all the same once it is old and a worker has nothing
   else to do: who waits at the end of a slow pipe gets a record when its mail
   is there, not 64 mails later. */
#include "config.h"

#include "cat/batch.h"
#include "cat/bell.h"
#include "cat/workers.h"

/* Microseconds after which a batch is handed over, or taken, as it is. */
#define PATIENCE (20 * 1000)

/* What may be between reader and output at once: memory stays flat. */
#define BATCHES_PER_JOB 4
#define BYTES_MAX (8 * 1024 * 1024)

typedef struct
{
  const BounceWork *work;
  const BounceSink *sink;

  /* The reading thread's alone. */
  BounceReader *reader;
  BounceItem first; /* which was read before */
  BounceMailBatch *filling;
  gint64 filling_since;

  GMutex lock;      /* guards all below */
  BounceBell ready; /* to the workers: there is something to do */
  BounceBell room;  /* to the reading thread: half of it is free again */
  BounceBell done;  /* to the caller's thread: the next batch may be ready */
  GQueue order;     /* batches to deliver, in order; all but the open one */
  GQueue todo;      /* those of them that no worker has taken */
  BounceMailBatch *open; /* of a pipe's mails */
  gint64 open_since;
  guint batches_max;
  gsize bytes;      /* in all batches */
  gboolean of_pipe; /* the last of them were */
  gboolean end;
  gboolean stop;
} Run;

/* Appends BATCH to those to deliver, and to those to work on if it has a
   mail. */
static void
submit_batch (Run *run, BounceMailBatch *batch)
{
  g_queue_push_tail (&run->order, batch);
  if (batch->n_mails > 0)
    {
      g_queue_push_tail (&run->todo, batch);
      bounce_bell_ring (&run->ready);
      return;
    }
  batch->worked = TRUE;
  if (run->order.length == 1)
    bounce_bell_ring (&run->done);
}

/* Whether no more is between reader and output than N batches and so many
   BYTES.  One batch may be, of any size. */
static gboolean
has_at_most (const Run *run, guint n, gsize bytes)
{
  return run->order.length == 0
         || (run->order.length <= n && run->bytes <= bytes);
}

/* Once there is no room, half of it is to be free: else each batch that is
   delivered would wake the reader for one more. */
static gboolean
has_room_again (const Run *run)
{
  return has_at_most (run, run->batches_max / 2, BYTES_MAX / 2);
}

/* Waits until another batch may be begun. */
static void
await_room (Run *run)
{
  if (has_at_most (run, run->batches_max - 1, BYTES_MAX))
    return;
  while (!run->stop && !has_room_again (run))
    bounce_bell_sleep (&run->room, &run->lock, G_MAXINT64);
}

/* Hands what was filled over.  FALSE if no more is wanted. */
static gboolean
submit_filled (Run *run)
{
  gboolean stop;

  g_mutex_lock (&run->lock);
  if (run->filling != NULL)
    {
      await_room (run);
      run->bytes += run->filling->bytes;
      run->of_pipe = FALSE;
      submit_batch (run, g_steal_pointer (&run->filling));
    }
  stop = run->stop;
  g_mutex_unlock (&run->lock);
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
      || now >= run->filling_since + PATIENCE)
    return submit_filled (run);
  return TRUE;
}

/* The open batch is another thread's as soon as the lock is. */
static gboolean
put_from_pipe (Run *run, const BounceItem *item)
{
  gboolean stop;
  gsize before;

  g_mutex_lock (&run->lock);
  if (run->open == NULL)
    await_room (run);
  if (run->open == NULL)
    {
      run->open = bounce_mail_batch_new ();
      run->open_since = g_get_monotonic_time ();
      /* An idle worker begins to wait for it to grow old. */
      bounce_bell_ring (&run->ready);
    }
  run->of_pipe = TRUE;
  before = run->open->bytes;
  bounce_mail_batch_add (run->open, item);
  bounce_reader_position (run->reader, &run->open->position);
  run->bytes += run->open->bytes - before;
  if (bounce_mail_batch_is_full (run->open))
    submit_batch (run, g_steal_pointer (&run->open));
  stop = run->stop;
  g_mutex_unlock (&run->lock);
  return !stop;
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
  g_mutex_lock (&run->lock);
  if (run->open != NULL)
    submit_batch (run, g_steal_pointer (&run->open));
  run->end = TRUE;
  bounce_bell_ring_all (&run->ready);
  bounce_bell_ring (&run->done);
  g_mutex_unlock (&run->lock);
  return NULL;
}

/* The next batch to work on; NULL when there will be none. */
static BounceMailBatch *
take_batch (Run *run)
{
  while (!run->stop)
    {
      if (run->todo.length > 0)
        return g_queue_pop_head (&run->todo);
      if (run->open != NULL)
        {
          gint64 old = run->open_since + PATIENCE;

          if (g_get_monotonic_time () < old)
            {
              bounce_bell_sleep (&run->ready, &run->lock, old);
              continue;
            }
          submit_batch (run, g_steal_pointer (&run->open));
        }
      else if (run->end)
        return NULL;
      else
        bounce_bell_sleep (&run->ready, &run->lock, G_MAXINT64);
    }
  return NULL;
}

static gpointer
working_thread (gpointer data)
{
  Run *run = data;
  BounceMatcher *matcher
      = bounce_matcher_new (run->work->rules, run->work->n_rules);
  BounceMailBatch *batch;

  g_mutex_lock (&run->lock);
  while ((batch = take_batch (run)) != NULL)
    {
      g_mutex_unlock (&run->lock);
      bounce_mail_batch_work (batch, run->work, run->sink, matcher);
      g_mutex_lock (&run->lock);
      batch->worked = TRUE;
      if (batch == g_queue_peek_head (&run->order))
        bounce_bell_ring (&run->done);
    }
  g_mutex_unlock (&run->lock);
  bounce_matcher_free (matcher);
  return NULL;
}

/* Until the next batch may be ready.  What the sink has gathered by then waits,
   too, but not for long if what comes next may not come soon. */
static void
await_batch (Run *run)
{
  const BounceSink *sink = run->sink;
  gint64 due = sink->flush != NULL && run->of_pipe ? sink->due (sink->data)
                                                   : G_MAXINT64;
  gboolean go_on;

  if (due == G_MAXINT64 || g_get_monotonic_time () < due)
    bounce_bell_sleep (&run->done, &run->lock, due);
  else
    {
      g_mutex_unlock (&run->lock);
      go_on = sink->flush (sink->data);
      g_mutex_lock (&run->lock);
      run->stop = !go_on;
    }
}

/* In the caller's thread, until the end or until the sink wants no more. */
static void
deliver_batches (Run *run, int *status)
{
  g_mutex_lock (&run->lock);
  while (!run->stop && (run->order.length > 0 || !run->end))
    {
      BounceMailBatch *batch = g_queue_peek_head (&run->order);
      gboolean go_on;

      if (batch == NULL || !batch->worked)
        {
          await_batch (run);
          continue;
        }
      g_queue_pop_head (&run->order);
      run->bytes -= batch->bytes;
      if (has_room_again (run))
        bounce_bell_ring (&run->room);
      g_mutex_unlock (&run->lock);
      go_on = bounce_mail_batch_deliver (batch, run->sink, status);
      bounce_mail_batch_free (batch);
      g_mutex_lock (&run->lock);
      run->stop = !go_on;
    }
  bounce_bell_ring_all (&run->ready);
  bounce_bell_ring (&run->room);
  g_mutex_unlock (&run->lock);
}

static void
free_run (Run *run)
{
  g_queue_clear_full (&run->order, (GDestroyNotify)bounce_mail_batch_free);
  g_queue_clear (&run->todo);
  bounce_mail_batch_free (run->open);
  bounce_mail_batch_free (run->filling);
  bounce_reader_free (run->reader);
  bounce_bell_clear (&run->ready);
  bounce_bell_clear (&run->room);
  bounce_bell_clear (&run->done);
  g_mutex_clear (&run->lock);
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
  run->batches_max = jobs * BATCHES_PER_JOB;
  g_mutex_init (&run->lock);
  bounce_bell_init (&run->ready);
  bounce_bell_init (&run->room);
  bounce_bell_init (&run->done);
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
  g_mutex_lock (&run->lock);
  run->stop = TRUE;
  bounce_bell_ring_all (&run->ready);
  g_mutex_unlock (&run->lock);
  join_workers (workers);
  return NULL;
}

gboolean
bounce_workers_run (const BounceWork *work, guint jobs, BounceReader *reader,
                    const BounceItem *item, const BounceSink *sink, int *status)
{
  Run *run = new_run (work, jobs, reader, sink);
  g_autoptr (GPtrArray) workers = g_ptr_array_new ();
  GThread *reading;
  gboolean ended;

  run->first = *item;
  reading = start_threads (run, jobs, workers);
  if (reading == NULL)
    {
      run->reader = NULL;
      free_run (run);
      return FALSE;
    }
  deliver_batches (run, status);
  join_workers (workers);
  g_mutex_lock (&run->lock);
  ended = run->end;
  g_mutex_unlock (&run->lock);
  if (!ended)
    {
      /* The sink wants no more, but the reading thread may sit in read(2) for
         ever.  The process is about to end: what that thread holds is left
         to it. */
      g_thread_unref (reading);
      return TRUE;
    }
  g_thread_join (reading);
  free_run (run);
  return TRUE;
}
