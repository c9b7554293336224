/* The batches between the thread that reads, those that judge and the one that
   delivers, in order, and how much of them there may be: memory stays flat,
   whatever is in the mail.  Under `lock` but for the first two functions. */
#ifndef BOUNCE_CAT_QUEUE_H
#define BOUNCE_CAT_QUEUE_H

#include <glib.h>

#include "cat/batch.h"
#include "cat/bell.h"

/* Microseconds after which a batch is handed over, or taken, although it is
   not full. */
#define BOUNCE_QUEUE_PATIENCE (20 * 1000)

typedef struct
{
  GMutex lock;      /* guards all below */
  BounceBell ready; /* to the workers: there is something to do */
  BounceBell room;  /* to the reading thread: half of it is free again */
  BounceBell done;  /* to the caller's thread: the next may be ready */
  GQueue order;     /* batches to deliver, in order; all but the open one */
  GQueue todo;      /* those of them that no worker has taken */
  BounceMailBatch *open; /* of a pipe's mails */
  gint64 open_since;
  guint batches_max;
  gsize bytes;      /* in all batches */
  gsize held;       /* by those that are done */
  gboolean of_pipe; /* the last of them were */
  gboolean end;
  gboolean stop;
} BounceQueue;

/* Of so many workers. */
void bounce_queue_init (BounceQueue *queue, guint jobs);
void bounce_queue_clear (BounceQueue *queue);

/* Appends BATCH to those to deliver, and to those to work on if it has a
   mail. */
void bounce_queue_submit (BounceQueue *queue, BounceMailBatch *batch);

/* The reading thread waits until another batch may be begun, or until nothing
   is between it and the output. */
void bounce_queue_await_room (BounceQueue *queue);
void bounce_queue_await_nothing (BounceQueue *queue);

/* A worker's next batch; NULL when there will be none. */
BounceMailBatch *bounce_queue_take (BounceQueue *queue);

/* BATCH, which was taken, is worked on. */
void bounce_queue_put_back (BounceQueue *queue, BounceMailBatch *batch);

/* The first batch is delivered, and freed. */
void bounce_queue_drop_first (BounceQueue *queue);

#endif
