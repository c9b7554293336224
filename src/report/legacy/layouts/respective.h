/* Reasons that a sentence shares out "respectively". */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_RESPECTIVE_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_RESPECTIVE_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* If a sentence of VIEW names several recipients and, behind them, as many
   reasons "respectively", adds them to LEGACY and returns TRUE. */
gboolean legacy_read_respective (const LegacyView *view, BounceLegacy *legacy);

#endif
