/* Mails to output, in the order they were read: reader -> bounce_read -> sink.
   With one job all of it happens in the caller's thread; with more, one thread
   reads, N judge and format, and the caller's thread hands on in order.  What
   comes out does not depend on which. */
#ifndef BOUNCE_CAT_PIPELINE_H
#define BOUNCE_CAT_PIPELINE_H

#include "cat/work.h"

/* Runs to the end of READER (which it takes over) or until the sink wants no
   more.  Returns the exit status that the complaints call for, or 0. */
int bounce_pipeline_run (const BounceWork *work, BounceReader *reader,
                         const BounceSink *sink);

#endif
