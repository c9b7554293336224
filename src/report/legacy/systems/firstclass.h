/* FirstClass's notifications, which have no addresses. */
#ifndef BOUNCE_REPORT_LEGACY_SYSTEMS_FIRSTCLASS_H
#define BOUNCE_REPORT_LEGACY_SYSTEMS_FIRSTCLASS_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Adds to LEGACY the people whom VIEW names. */
void legacy_read_firstclass (const LegacyView *view, BounceLegacy *legacy);

#endif
