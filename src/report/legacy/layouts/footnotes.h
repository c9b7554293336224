/* Recipients with marks, and their reasons in notes below. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_FOOTNOTES_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_FOOTNOTES_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* If every mark of several recipients of VIEW has its note, adds them to LEGACY
   and returns TRUE. */
gboolean legacy_read_footnotes (const LegacyView *view, BounceLegacy *legacy);

#endif
