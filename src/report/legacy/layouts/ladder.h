/* Reasons, each above the recipients for whom it holds. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_LADDER_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_LADDER_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* If VIEW has several such steps, adds their recipients to LEGACY and returns
   TRUE. */
gboolean legacy_read_ladder (const LegacyView *view, BounceLegacy *legacy);

#endif
