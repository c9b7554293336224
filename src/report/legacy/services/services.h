/* What services that send mail tell of it, in JSON or in lines. */
#ifndef BOUNCE_REPORT_LEGACY_SERVICES_SERVICES_H
#define BOUNCE_REPORT_LEGACY_SERVICES_SERVICES_H

#include <glib.h>

#include "mime/message.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Whether VIEW's text begins with an object, or an array of objects; and what
   such a mail tells of messages that failed, are late, were delivered or
   complained of, IS_REPLY: as an answer or through a list; NULL: nothing.  The
   caller frees it. */
gboolean legacy_is_json (const LegacyView *view);
BounceLegacy *legacy_read_json (const LegacyView *view, gboolean is_reply);

/* The same that other mails of services tell, in lines or in JSON below them;
   NULL: nothing.  The caller frees it. */
BounceLegacy *legacy_read_service (const LegacyView *view);

/* Whether MESSAGE is JSON, but more than is read. */
gboolean legacy_json_is_cut (const BounceMessage *message);

#endif
