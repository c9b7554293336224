/* An SMTP session that is told line by line, pipelined (RFC 2920) or not. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_SESSION_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_SESSION_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* An SMTP session in which something was refused, as VIEW tells it; NULL: it
   tells none.  VIEW must live as long.  Free with legacy_session_free, which
   ignores NULL. */
typedef struct LegacySession LegacySession;
LegacySession *legacy_session_new (const LegacyView *view);
void legacy_session_free (LegacySession *session);

/* What the readers are to see: the view without the lines of the session, which
   lives as long as that. */
const LegacyView *legacy_session_rest (const LegacySession *session);

/* Completes LEGACY, which was read from the rest: whom the server refused, and
   why, and at which command. */
void legacy_session_tell (const LegacySession *session, BounceLegacy *legacy);

/* Notes which command the sentences of VIEW name, which tells of EVIDENCE's
   recipient only. */
void legacy_note_stage (const LegacyView *view, BounceEvidence *evidence);

#endif
