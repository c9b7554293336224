/* Whether an export is whole. */
#ifndef BOUNCE_TALLY_WHOLE_H
#define BOUNCE_TALLY_WHOLE_H

#include <glib.h>

#include "tally/lines.h"

/* Reads LINES, which can be rewound, to their end and rewinds them.  Sets
   *WHOLE: FALSE if an export among them has a beginning and no end; one of the
   time before there were such lines is taken for whole.  FALSE with ERROR set
   if reading fails. */
gboolean bounce_export_is_whole (BounceLines *lines, gboolean *whole,
                                 GError **error);

#endif
