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

/* The header block of the message that MESSAGE returns in its text, or NULL;
   the caller frees it. */
char *bounce_legacy_returned (const BounceMessage *message);

#endif
