/* Where people are to write now. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_ELSEWHERE_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_ELSEWHERE_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether line I of VIEW's body, or the one above it, leads to ADDRESS, the
   first on it, as to one that people are to write to instead: nothing is said
   of a mail that went there. */
gboolean legacy_is_elsewhere (const LegacyView *view, guint i,
                              const char *address);

#endif
