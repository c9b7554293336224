/* A batch: some mails on their way through the pipeline. */
#ifndef BOUNCE_CAT_BATCH_H
#define BOUNCE_CAT_BATCH_H

#include <glib.h>

#include "cat/work.h"

/* A batch this large is full. */
#define BOUNCE_MAIL_BATCH_MAILS 64
#define BOUNCE_MAIL_BATCH_BYTES (256 * 1024)
/* What an item takes beside its mail, about. */
#define BOUNCE_MAIL_BATCH_ITEM 256

typedef struct
{
  GArray *items; /* of BounceItem */
  guint n_mails; /* of them: the others are complaints */
  gsize bytes;   /* of them all, and what else they take */
  BouncePosition position;
  GPtrArray *results; /* of BounceResult; those that were not formatted */
  GString *text;
  guint n_worked;  /* of the items */
  gboolean worked; /* under the pipeline's lock */
} BounceMailBatch;

BounceMailBatch *bounce_mail_batch_new (void);
void bounce_mail_batch_free (BounceMailBatch *batch);

/* Takes ITEM over. */
void bounce_mail_batch_add (BounceMailBatch *batch, const BounceItem *item);
gboolean bounce_mail_batch_is_full (const BounceMailBatch *batch);

/* Turns the mails that were added since the last call into results, or into
   text if SINK formats.  MATCHER is the calling thread's. */
void bounce_mail_batch_work (BounceMailBatch *batch, const BounceWork *work,
                             const BounceSink *sink, BounceMatcher *matcher);

/* Hands complaints and results to SINK, and raises *STATUS to what the
   complaints call for.  FALSE if the sink wants no more. */
gboolean bounce_mail_batch_deliver (BounceMailBatch *batch,
                                    const BounceSink *sink, int *status);

#endif
