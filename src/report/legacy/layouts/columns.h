/* Recipients in rows, behind what is said of them. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_COLUMNS_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_COLUMNS_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* If VIEW's recipients stand in such rows, adds them to LEGACY and returns
   TRUE. */
gboolean legacy_read_columns (const LegacyView *view, BounceLegacy *legacy);

#endif
