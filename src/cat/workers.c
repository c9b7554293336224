/* workers: the pipeline with threads.  One reads and fills parcels, N turn
   mails into reports and text, the caller's thread delivers parcels in the
   order they were opened.  A parcel that is not full is taken all the same once
   it is old and a worker has nothing else to do: who waits at the end of a
   slow pipe gets a record when its mail is there, not 64 mails later. */
#include "config.h"

#include "cat/batch.h"
#include "cat/workers.h"

/* Microseconds after which an open parcel is taken as it is. */
#define PATIENCE (20 * 1000)

/* What may be between reader and output at once: memory stays flat. */
#define PARCELS_PER_JOB 4
#define BYTES_MAX (8 * 1024 * 1024)

typedef struct
{
  const BouncePipeline *pipeline;
  const BounceSink *sink;
  BounceReader *reader; /* the reading thread's alone */

  GMutex lock;  /* guards all below */
  GCond work;   /* to the workers: there is something to do */
  GCond room;   /* to the reading thread: something was delivered */
  GCond done;   /* to the caller's thread: the next parcel may be ready */
  GQueue order; /* parcels to deliver, in order; all but the open one */
  GQueue todo;  /* those of them that no worker has taken */
  BounceMailBatch *open;
  gint64 open_since;
  guint parcels_max;
  gsize bytes; /* in all parcels */
  gboolean end;
  gboolean stop;
} Run;

/* The open parcel becomes one of those to deliver. */
static BounceMailBatch *
close_parcel (Run *run)
{
  BounceMailBatch *parcel = run->open;

  run->open = NULL;
  g_queue_push_tail (&run->order, parcel);
  return parcel;
}

static void
submit_parcel (Run *run)
{
  g_queue_push_tail (&run->todo, close_parcel (run));
  g_cond_signal (&run->work);
}

static gboolean
is_crowded (const Run *run)
{
  return run->order.length >= run->parcels_max
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
      g_cond_signal (&run->work);
    }
  bounce_mail_batch_add (run->open, item);
  bounce_reader_position (run->reader, &run->open->position);
  run->bytes += item->mail.length;
  if (bounce_mail_batch_is_full (run->open))
    submit_parcel (run);
}

static gpointer
reading_thread (gpointer data)
{
  Run *run = data;
  BounceItem item;
  gboolean stop = FALSE;

  while (!stop && bounce_reader_next (run->reader, &item))
    {
      g_mutex_lock (&run->lock);
      put_item (run, &item);
      stop = run->stop;
      g_mutex_unlock (&run->lock);
    }
  g_mutex_lock (&run->lock);
  if (run->open != NULL)
    submit_parcel (run);
  run->end = TRUE;
  g_cond_broadcast (&run->work);
  g_cond_signal (&run->done);
  g_mutex_unlock (&run->lock);
  return NULL;
}

/* The next parcel to work on; NULL when there will be none. */
static BounceMailBatch *
take_parcel (Run *run)
{
  while (!run->stop)
    {
      if (run->todo.length > 0)
        return g_queue_pop_head (&run->todo);
      if (run->open != NULL)
        {
          gint64 old = run->open_since + PATIENCE;

          if (g_get_monotonic_time () >= old)
            return close_parcel (run);
          g_cond_wait_until (&run->work, &run->lock, old);
        }
      else if (run->end)
        return NULL;
      else
        g_cond_wait (&run->work, &run->lock);
    }
  return NULL;
}

static gpointer
working_thread (gpointer data)
{
  Run *run = data;
  BounceMatcher *matcher
      = bounce_matcher_new (run->pipeline->rules, run->pipeline->n_rules);
  BounceMailBatch *parcel;

  g_mutex_lock (&run->lock);
  while ((parcel = take_parcel (run)) != NULL)
    {
      g_mutex_unlock (&run->lock);
      bounce_mail_batch_work (parcel, run->pipeline, run->sink, matcher);
      g_mutex_lock (&run->lock);
      parcel->worked = TRUE;
      if (parcel == g_queue_peek_head (&run->order))
        g_cond_signal (&run->done);
    }
  g_mutex_unlock (&run->lock);
  bounce_matcher_free (matcher);
  return NULL;
}

/* In the caller's thread, until the end or until the sink wants no more. */
static void
deliver_parceles (Run *run, int *status)
{
  g_mutex_lock (&run->lock);
  while (!run->stop && (run->order.length > 0 || !run->end))
    {
      BounceMailBatch *parcel = g_queue_peek_head (&run->order);
      gboolean go_on;

      if (parcel == NULL || !parcel->worked)
        {
          g_cond_wait (&run->done, &run->lock);
          continue;
        }
      g_queue_pop_head (&run->order);
      run->bytes -= parcel->bytes;
      g_cond_signal (&run->room);
      g_mutex_unlock (&run->lock);
      go_on = bounce_mail_batch_deliver (parcel, run->sink, status);
      bounce_mail_batch_free (parcel);
      g_mutex_lock (&run->lock);
      run->stop = !go_on;
    }
  g_cond_broadcast (&run->work);
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
  g_cond_clear (&run->work);
  g_cond_clear (&run->room);
  g_cond_clear (&run->done);
  g_mutex_clear (&run->lock);
  g_free (run);
}

void
bounce_workers_run (const BouncePipeline *pipeline, guint jobs,
                    BounceReader *reader, const BounceItem *item,
                    const BounceSink *sink, int *status)
{
  Run *run = g_new0 (Run, 1);
  g_autoptr (GPtrArray) workers = g_ptr_array_new ();
  GThread *reading;
  gboolean ended;

  run->pipeline = pipeline;
  run->sink = sink;
  run->reader = reader;
  run->parcels_max = jobs * PARCELS_PER_JOB;
  g_mutex_init (&run->lock);
  g_cond_init (&run->work);
  g_cond_init (&run->room);
  g_cond_init (&run->done);
  put_item (run, item);
  for (guint i = 0; i < jobs; i++)
    g_ptr_array_add (workers, g_thread_new ("work", working_thread, run));
  reading = g_thread_new ("read", reading_thread, run);

  deliver_parceles (run, status);
  for (guint i = 0; i < workers->len; i++)
    g_thread_join (g_ptr_array_index (workers, i));
  g_mutex_lock (&run->lock);
  ended = run->end;
  g_mutex_unlock (&run->lock);
  if (!ended)
    {
      /* The sink wants no more, but the reading thread may sit in read(2) for
         ever.  The process is about to end: what that thread holds is left
         to it. */
      g_thread_unref (reading);
      return;
    }
  g_thread_join (reading);
  free_run (run);
}
