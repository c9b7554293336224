/* The reader of notifications that no known system wrote. */
#ifndef BOUNCE_REPORT_LEGACY_GENERAL_H
#define BOUNCE_REPORT_LEGACY_GENERAL_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* What VIEW, a mail system's by its header or text, says of whom, which the
   caller frees; NULL: it is no notification. */
BounceLegacy *legacy_read_general (const LegacyView *view);

#endif
