/* Recipients and reasons, line by line. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_SCAN_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_SCAN_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

/* Reads the recipients and reasons of VIEW as SYSTEM writes them. */
void legacy_scan (const LegacyView *view, const LegacySystem *system,
                  BounceLegacy *legacy);

#endif
