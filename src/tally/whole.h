/* Whether an export is whole. */
#ifndef BOUNCE_TALLY_WHOLE_H
#define BOUNCE_TALLY_WHOLE_H

#include <glib.h>

#include "tally/lines.h"

typedef enum
{
  BOUNCE_EXPORT_NONE, /* no line of it is one of an export */
  BOUNCE_EXPORT_CUT,  /* it begins, and does not end */
  BOUNCE_EXPORT_WHOLE /* or is older than such lines */
} BounceExportState;

/* Reads LINES, which are kept, to their end, rewinds them, and sets *STATE.
   FALSE with ERROR set if reading fails. */
gboolean bounce_export_look (BounceLines *lines, BounceExportState *state,
                             GError **error);

#endif
