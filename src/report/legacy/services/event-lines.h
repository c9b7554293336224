/* Events that are told in lines with labels. */
#ifndef BOUNCE_REPORT_LEGACY_SERVICES_EVENT_LINES_H
#define BOUNCE_REPORT_LEGACY_SERVICES_EVENT_LINES_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* The events that VIEW tells in lines "event: bounce", which the caller frees;
   NULL: none. */
BounceLegacy *legacy_read_event_lines (const LegacyView *view);

#endif
