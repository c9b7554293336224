/* A batch: mails that go through the pipeline together. */
#ifndef BOUNCE_CAT_BATCH_H
#define BOUNCE_CAT_BATCH_H

#include <glib.h>

#include "cat/work.h"

/* A batch this large is full. */
#define BOUNCE_MAIL_BATCH_MAILS 64
#define BOUNCE_MAIL_BATCH_BYTES (256 * 1024)
/* Roughly what an item takes beside its mail. */
#define BOUNCE_MAIL_BATCH_ITEM 256

typedef struct
{
  GArray *items; /* of BounceItem */
  guint n_mails; /* of them: the others are complaints */
  gsize bytes;   /* of them all, and what else they take */
  BouncePosition position;
  GPtrArray *results; /* of BounceResult; those that were not formatted */
  GString *text;
  guint n_worked;     /* of the items */
  BounceResult *open; /* of the last of them, not all of it in the text */
  guint n_formatted;  /* of its records */
  gboolean ended;     /* the sink wants no more */
  /* Under the pipeline's lock: */
  gboolean worked; /* but for what bounce_mail_batch_finish is for */
  gsize held;
} BounceMailBatch;

BounceMailBatch *bounce_mail_batch_new (void);
void bounce_mail_batch_free (BounceMailBatch *batch);

/* Takes ITEM over. */
void bounce_mail_batch_add (BounceMailBatch *batch, const BounceItem *item);
gboolean bounce_mail_batch_is_full (const BounceMailBatch *batch);

/* Turns the mails that were added since the last call into results, or into
   text if SINK formats.  MATCHER is the calling thread's.  FALSE before a mail
   that is large, and where the text has become so: then there must be no more
   such work anywhere, and bounce_mail_batch_finish goes on, when all batches
   before this one are delivered. */
gboolean bounce_mail_batch_work (BounceMailBatch *batch, const BounceWork *work,
                                 const BounceSink *sink,
                                 BounceMatcher *matcher);

/* Does what is left of that, and hands results and text to SINK as they come,
   so that none of it waits in memory.  From the caller's thread of the pipeline
   only. */
void bounce_mail_batch_finish (BounceMailBatch *batch, const BounceWork *work,
                               const BounceSink *sink, BounceMatcher *matcher);

/* How many bytes its results and its text take. */
gsize bounce_mail_batch_held (const BounceMailBatch *batch);

/* Hands complaints and results to SINK, and raises *STATUS to what the
   complaints call for.  FALSE if the sink wants no more. */
gboolean bounce_mail_batch_deliver (BounceMailBatch *batch,
                                    const BounceSink *sink, int *status);

#endif
