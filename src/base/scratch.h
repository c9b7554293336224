/* Temporary strings, of which each mail needs about a dozen.  Each thread
   keeps a few for reuse, which saves the three allocations that a new GString
   takes. */
#ifndef BOUNCE_BASE_SCRATCH_H
#define BOUNCE_BASE_SCRATCH_H

#include <glib.h>

/* An empty string, to be given back. */
GString *bounce_scratch_take (void);

/* Takes STRING, which may be NULL, back; what it holds is lost. */
void bounce_scratch_give_back (GString *string);

#endif
