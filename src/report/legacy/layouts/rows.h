/* Recipients in a list, a line each. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_ROWS_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_ROWS_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether several lines of VIEW begin with an address and go on in words, as
   the rows of a list do, and no sentence that was wrapped. */
gboolean legacy_has_rows (const LegacyView *view);

#endif
