/* The memory for the lines of a view, which a thread reuses for its next one.
 */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_BUFFERS_H
#define BOUNCE_REPORT_LEGACY_TEXT_BUFFERS_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Gives VIEW empty buffers: for its lines, LENGTH folded bytes of them, and the
   phrases in these. */
void legacy_buffers_take (LegacyView *view, gsize length);
void legacy_buffers_give_back (LegacyView *view);

#endif
