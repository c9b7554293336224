/* Strings to write to for a while, such as each mail needs a dozen of.  A
   thread keeps a few: none of them costs the three blocks of memory that a
   GString takes and gives back. */
#ifndef BOUNCE_BASE_SCRATCH_H
#define BOUNCE_BASE_SCRATCH_H

#include <glib.h>

/* An empty string, to be given back. */
GString *bounce_scratch_take (void);

/* Takes STRING, which may be NULL, back; what it holds is lost. */
void bounce_scratch_give_back (GString *string);

#endif
