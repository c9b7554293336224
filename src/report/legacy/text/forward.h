/* A mail that is passed on within another one. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_FORWARD_H
#define BOUNCE_REPORT_LEGACY_TEXT_FORWARD_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* The mail that the text of OUTER forwards or quotes; NULL if it does neither.
   The caller frees it.  OUTER may be shed, also then. */
LegacyView *legacy_view_quoted (LegacyView *outer);

/* The text file that is attached to OUTER's message, which forwards it; NULL if
   none is.  The caller frees it.  OUTER may be shed, and may have been. */
LegacyView *legacy_view_attached (LegacyView *outer);

#endif
