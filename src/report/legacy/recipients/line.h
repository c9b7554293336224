/* A line that names a recipient. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_LINE_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_LINE_H

#include <glib.h>

#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

/* Fills HIT with how an address stands on line I of VIEW, below other lines
   with recipients if BEGUN.  FALSE if none does by SYSTEM's placement. */
gboolean legacy_line_hit (const LegacyView *view, guint i,
                          const LegacySystem *system, gboolean begun,
                          LegacyHit *hit);

#endif
