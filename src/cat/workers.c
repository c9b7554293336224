/* workers: the pipeline with threads.  One reads and fills batches, N turn
   mails into reports and text, the caller's thread delivers batches in the
   order they were opened.  A batch that is not full is taken all the same once
   it is old and a worker has nothing else to do: who waits at the end of a
   slow pipe gets a record when its mail is there, not 64 mails later. */
#include "config.h"

#include "cat/batch.h"
#include "cat/workers.h"

/* Microseconds after which an open batch is taken as it is. */
#define PATIENCE (20 * 1000)

/* What may be between reader and output at once: memory stays flat. */
#define BATCHES_PER_JOB 4
#define BYTES_MAX (8 * 1024 * 1024)

typedef struct
{
  const BounceWork *work;
  const BounceSink *sink;
  BounceReader *reader; /* the reading thread's alone */
  BounceItem first;     /* which was read before */

  GMutex lock;  /* guards all below */
  GCond ready;  /* to the workers: there is something to do */
  GCond room;   /* to the reading thread: something was delivered */
  GCond done;   /* to the caller's thread: the next batch may be ready */
  GQueue order; /* batches to deliver, in order; all but the open one */
  GQueue todo;  /* those of them that no worker has taken */
  BounceMailBatch *open;
  gint64 open_since;
  guint batches_max;
  gsize bytes; /* in all batches */
  gboolean end;
  gboolean stop;
} Run;

/* The open batch becomes one of those to deliver. */
static BounceMailBatch *
close_batch (Run *run)
{
  BounceMailBatch *batch = run->open;

  run->open = NULL;
  g_queue_push_tail (&run->order, batch);
  return batch;
}

static void
submit_batch (Run *run)
{
  g_queue_push_tail (&run->todo, close_batch (run));
  g_cond_signal (&run->ready);
}

static gboolean
is_crowded (const Run *run)
{
  return run->order.length >= run->batches_max
         || (run->order.length > 0 && run->bytes >= BYTES_MAX);
}

static void
put_item (Run *run, const BounceItem *item)
{
  while (run->open == NULL && is_crowded (run) && !run->stop)
    g_cond_wait (&run->room, &run->lock);
  if (run->open == NULL)
    {
      run->open = bounce_mail_batch_new ();
      run->open_since = g_get_monotonic_time ();
      /* An idle worker begins to wait for it to grow old. */
      g_cond_signal (&run->ready);
    }
  bounce_mail_batch_add (run->open, item);
  bounce_reader_position (run->reader, &run->open->position);
  run->bytes += item->mail.length;
  if (bounce_mail_batch_is_full (run->open))
    submit_batch (run);
}

static gpointer
reading_thread (gpointer data)
{
  Run *run = data;
  BounceItem item = run->first;
  gboolean stop;

  do
    {
      g_mutex_lock (&run->lock);
      put_item (run, &item);
      stop = run->stop;
      g_mutex_unlock (&run->lock);
    }
  while (!stop && bounce_reader_next (run->reader, &item));
  g_mutex_lock (&run->lock);
  if (run->open != NULL)
    submit_batch (run);
  run->end = TRUE;
  g_cond_broadcast (&run->ready);
  g_cond_signal (&run->done);
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

          if (g_get_monotonic_time () >= old)
            return close_batch (run);
          g_cond_wait_until (&run->ready, &run->lock, old);
        }
      else if (run->end)
        return NULL;
      else
        g_cond_wait (&run->ready, &run->lock);
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
        g_cond_signal (&run->done);
    }
  g_mutex_unlock (&run->lock);
  bounce_matcher_free (matcher);
  return NULL;
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
          g_cond_wait (&run->done, &run->lock);
          continue;
        }
      g_queue_pop_head (&run->order);
      run->bytes -= batch->bytes;
      g_cond_signal (&run->room);
      g_mutex_unlock (&run->lock);
      go_on = bounce_mail_batch_deliver (batch, run->sink, status);
      bounce_mail_batch_free (batch);
      g_mutex_lock (&run->lock);
      run->stop = !go_on;
    }
  g_cond_broadcast (&run->ready);
  g_cond_signal (&run->room);
  g_mutex_unlock (&run->lock);
}

static void
free_run (Run *run)
{
  g_queue_clear_full (&run->order, (GDestroyNotify)bounce_mail_batch_free);
  g_queue_clear (&run->todo);
  bounce_mail_batch_free (run->open);
  bounce_reader_free (run->reader);
  g_cond_clear (&run->ready);
  g_cond_clear (&run->room);
  g_cond_clear (&run->done);
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
  g_cond_init (&run->ready);
  g_cond_init (&run->room);
  g_cond_init (&run->done);
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
  g_cond_broadcast (&run->ready);
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
