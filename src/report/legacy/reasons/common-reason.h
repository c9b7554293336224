/* The reason that all recipients share. */
#ifndef BOUNCE_REPORT_LEGACY_REASONS_COMMON_REASON_H
#define BOUNCE_REPORT_LEGACY_REASONS_COMMON_REASON_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* The reason that VIEW gives, behind a label, once for all recipients; the
   caller frees it.  NULL if there is none. */
char *legacy_common_reason (const LegacyView *view);

#endif
