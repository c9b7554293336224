/* What the sentences say together that a mail begins with. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_STATED_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_STATED_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* What VIEW, which must have a line, states. */
LegacyStatement legacy_read_statement (const LegacyView *view);

#endif
