/* The layouts of notifications that any system may have written. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_LAYOUTS_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_LAYOUTS_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Adds to LEGACY whom VIEW's lines name, in whatever layout they stand.  The
   address that the notification itself was sent to counts only if OWN. */
void legacy_read_lines (const LegacyView *view, BounceLegacy *legacy,
                        gboolean own);

/* Whether VIEW's body, which has a line, may name more than one recipient. */
gboolean legacy_may_name_several (const LegacyView *view);

#endif
