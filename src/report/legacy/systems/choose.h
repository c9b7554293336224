/* Which system wrote a mail. */
#ifndef BOUNCE_REPORT_LEGACY_SYSTEMS_CHOOSE_H
#define BOUNCE_REPORT_LEGACY_SYSTEMS_CHOOSE_H

#include <glib.h>

#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

/* The system that wrote VIEW, or NULL.  ANYONE: nothing in its header says that
   a mail system did, so that the rest must be beyond doubt. */
const LegacySystem *legacy_choose_system (const LegacyView *view,
                                          gboolean anyone);

#endif
