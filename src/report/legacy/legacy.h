/* Notifications that are no RFC 3464 reports: one table of readers, each
   naming how a system's bounce is recognised, where its recipients and where
   its reasons stand. */
#ifndef BOUNCE_REPORT_LEGACY_LEGACY_H
#define BOUNCE_REPORT_LEGACY_LEGACY_H

#include <glib.h>

#include "mime/message.h"
#include "report/legacy/result.h"

/* Reads MESSAGE as a non-standard notification.  NULL if it is none: no reader
   knows it and the general reader finds no statement that delivery to an
   address failed or is delayed.  Free with bounce_legacy_free. */
BounceLegacy *bounce_legacy_read (const BounceMessage *message);

/* The same of a MESSAGE that is known to be one, whoever wrote it. */
BounceLegacy *bounce_legacy_read_known (const BounceMessage *message);

/* Whom MESSAGE, a mail system's by its header, names in sentences that say
   nothing of a failure in words known here.  Whether they do is for rules to
   say.  NULL if it names nobody, or is no mail system's. */
BounceLegacy *bounce_legacy_suspect (const BounceMessage *message);

/* The header block of the message that MESSAGE returns in its text, or NULL;
   the caller frees it. */
char *bounce_legacy_returned (const BounceMessage *message);

#endif
