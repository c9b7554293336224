/* A notification read as the system that wrote it writes.  Private to
   report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_AS_SYSTEM_H
#define BOUNCE_REPORT_LEGACY_AS_SYSTEM_H

#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

/* VIEW as SYSTEM writes (NULL: none that is known), or else as anybody; NULL:
   it tells of nobody.  Free with bounce_legacy_free. */
BounceLegacy *legacy_read_as (const LegacyView *view,
                              const LegacySystem *system);

#endif
