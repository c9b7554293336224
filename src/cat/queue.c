/* queue: makes the thread that reads, those that judge and the one that
   delivers wait for each other.  Everything here runs under the queue's lock.
 */
#include "config.h"

#include "cat/queue.h"

/* What may be between reader and output at once: memory stays flat.  Held are
   results and texts of batches that others have to be delivered before. */
#define BATCHES_PER_JOB 4
#define BYTES_MAX (2 * 1024 * 1024)
#define HELD_MAX (2 * 1024 * 1024)

void
bounce_queue_init (BounceQueue *queue, guint jobs)
{
  *queue = (BounceQueue){ .batches_max = jobs * BATCHES_PER_JOB };
  g_mutex_init (&queue->lock);
  bounce_bell_init (&queue->ready);
  bounce_bell_init (&queue->room);
  bounce_bell_init (&queue->done);
}

void
bounce_queue_clear (BounceQueue *queue)
{
  g_queue_clear_full (&queue->order, (GDestroyNotify)bounce_mail_batch_free);
  g_queue_clear (&queue->todo);
  bounce_mail_batch_free (queue->open);
  bounce_bell_clear (&queue->ready);
  bounce_bell_clear (&queue->room);
  bounce_bell_clear (&queue->done);
  g_mutex_clear (&queue->lock);
}

void
bounce_queue_submit (BounceQueue *queue, BounceMailBatch *batch)
{
  g_queue_push_tail (&queue->order, batch);
  if (batch->n_mails > 0)
    {
      g_queue_push_tail (&queue->todo, batch);
      bounce_bell_ring (&queue->ready);
      return;
    }
  batch->worked = TRUE;
  if (queue->order.length == 1)
    bounce_bell_ring (&queue->done);
}

/* Whether no more is between reader and output than N batches and so many
   BYTES.  One batch may be, of any size. */
static gboolean
has_at_most (const BounceQueue *queue, guint n, gsize bytes)
{
  return queue->order.length == 0
         || (queue->order.length <= n && queue->bytes <= bytes);
}

/* Once there is no room, half of it is to be free: else each batch that is
   delivered would wake the reader for one more. */
static gboolean
has_room_again (const BounceQueue *queue)
{
  return has_at_most (queue, queue->batches_max / 2, BYTES_MAX / 2);
}

void
bounce_queue_await_nothing (BounceQueue *queue)
{
  while (!queue->stop && queue->order.length > 0)
    bounce_bell_sleep (&queue->room, &queue->lock, G_MAXINT64);
}

void
bounce_queue_await_room (BounceQueue *queue)
{
  if (has_at_most (queue, queue->batches_max - 1, BYTES_MAX))
    return;
  while (!queue->stop && !has_room_again (queue))
    bounce_bell_sleep (&queue->room, &queue->lock, G_MAXINT64);
}

BounceMailBatch *
bounce_queue_take (BounceQueue *queue)
{
  while (!queue->stop)
    {
      if (queue->todo.length > 0 && queue->held <= HELD_MAX)
        return g_queue_pop_head (&queue->todo);
      if (queue->todo.length == 0 && queue->open != NULL)
        {
          gint64 old = queue->open_since + BOUNCE_QUEUE_PATIENCE;

          if (g_get_monotonic_time () < old)
            {
              bounce_bell_sleep (&queue->ready, &queue->lock, old);
              continue;
            }
          bounce_queue_submit (queue, g_steal_pointer (&queue->open));
        }
      else if (queue->todo.length == 0 && queue->end)
        return NULL;
      else
        bounce_bell_sleep (&queue->ready, &queue->lock, G_MAXINT64);
    }
  return NULL;
}

void
bounce_queue_put_back (BounceQueue *queue, BounceMailBatch *batch)
{
  batch->worked = TRUE;
  batch->held = bounce_mail_batch_held (batch);
  queue->held += batch->held;
  if (batch == g_queue_peek_head (&queue->order))
    bounce_bell_ring (&queue->done);
}

void
bounce_queue_drop_first (BounceQueue *queue)
{
  BounceMailBatch *batch = g_queue_pop_head (&queue->order);
  gboolean held = queue->held > HELD_MAX;

  queue->bytes -= batch->bytes;
  queue->held -= batch->held;
  bounce_mail_batch_free (batch);
  if (has_room_again (queue))
    bounce_bell_ring (&queue->room);
  if (held && queue->held <= HELD_MAX)
    bounce_bell_ring_all (&queue->ready);
}
