/* The pipeline with threads. */
#ifndef BOUNCE_CAT_WORKERS_H
#define BOUNCE_CAT_WORKERS_H

#include "cat/work.h"

/* Goes on with ITEM (taken over) and all that READER (taken over) yields after
   it, with JOBS worker threads, or as many as can be had.  Raises *STATUS.
   FALSE if there are no threads: then nothing was done, nor taken over. */
gboolean bounce_workers_run (const BounceWork *work, guint jobs,
                             BounceReader *reader, const BounceItem *item,
                             const BounceSink *sink, int *status);

#endif
