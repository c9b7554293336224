/* An SMTP session with pipelined commands (RFC 2920), told line by line. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_SESSION_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_SESSION_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* If VIEW tells such a session, adds those that were refused to LEGACY and
   returns TRUE. */
gboolean legacy_read_session (const LegacyView *view, BounceLegacy *legacy);

#endif
