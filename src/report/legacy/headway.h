/* Mail that tells of its reader's own mail, and of no failure. */
#ifndef BOUNCE_REPORT_LEGACY_HEADWAY_H
#define BOUNCE_REPORT_LEGACY_HEADWAY_H

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Whom VIEW, which is no notification of a failure, says a mail is still on its
   way to, or has reached; NULL if it says neither.  The caller frees it. */
BounceLegacy *legacy_read_headway (const LegacyView *view);

#endif
