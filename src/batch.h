/* A batch: some mails on their way through the pipeline. */
#ifndef BOUNCE_BATCH_H
#define BOUNCE_BATCH_H

#include <glib.h>

#include "pipeline.h"

/* A batch this large is full. */
#define BOUNCE_BATCH_MAILS 64
#define BOUNCE_BATCH_BYTES (256 * 1024)

typedef struct
{
  GArray *items; /* of BounceItem */
  gsize bytes;   /* of them all */
  BouncePosition position;
  GPtrArray *reports; /* of BounceReport; those that were not formatted */
  GString *text;
  gboolean worked; /* under the pipeline's lock */
} BounceBatch;

BounceBatch *bounce_batch_new (void);
void bounce_batch_free (BounceBatch *batch);

/* Takes ITEM over. */
void bounce_batch_add (BounceBatch *batch, const BounceItem *item);
gboolean bounce_batch_is_full (const BounceBatch *batch);

/* Reads the mails: to reports, or to text if the sink formats. */
void bounce_batch_work (BounceBatch *batch, const BouncePipeline *pipeline,
                        const BounceSink *sink, BounceMatcher *matcher);

/* Complaints and results to the sink; raises *STATUS.  FALSE: no more. */
gboolean bounce_batch_deliver (BounceBatch *batch, const BounceSink *sink,
                               int *status);

#endif
