/* The pipeline with threads. */
#ifndef BOUNCE_CAT_WORKERS_H
#define BOUNCE_CAT_WORKERS_H

#include "cat/pipeline.h"

/* Goes on with ITEM (taken over) and all that READER (taken over) yields after
   it, with JOBS worker threads.  Raises *STATUS. */
void bounce_workers_run (const BouncePipeline *pipeline, guint jobs,
                         BounceReader *reader, const BounceItem *item,
                         const BounceSink *sink, int *status);

#endif
