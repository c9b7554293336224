/* Blocks that begin alike, each with a recipient and the reason below. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_REFRAIN_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_REFRAIN_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* If VIEW has several such blocks, adds their recipients to LEGACY and returns
   TRUE. */
gboolean legacy_read_refrain (const LegacyView *view, BounceLegacy *legacy);

#endif
