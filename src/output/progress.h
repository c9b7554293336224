/* --progress: messages, rate and time left on standard error. */
#ifndef BOUNCE_OUTPUT_PROGRESS_H
#define BOUNCE_OUTPUT_PROGRESS_H

#include "input/reader.h"

typedef struct BounceProgress BounceProgress;

/* WANTED: the user asked for it.  Otherwise it shows only where standard error
   is a terminal, standard output is not, and the work is long. */
BounceProgress *bounce_progress_new (gboolean wanted);
void bounce_progress_free (BounceProgress *progress);

/* Shows POSITION, unless something was shown a moment ago. */
void bounce_progress_update (BounceProgress *progress,
                             const BouncePosition *position);

/* Takes the line away, so that other words can be written. */
void bounce_progress_clear (BounceProgress *progress);

/* The last line, if any was wanted. */
void bounce_progress_end (BounceProgress *progress);

#endif
