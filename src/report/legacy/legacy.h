/* Notifications that are no RFC 3464 reports: one table of readers, each
   naming how a system's bounce is recognised, where its recipients and where
   its reasons stand. */
#ifndef BOUNCE_REPORT_LEGACY_LEGACY_H
#define BOUNCE_REPORT_LEGACY_LEGACY_H

#include <glib.h>

#include "mime/message.h"
#include "report/legacy/recipients/result.h"

/* Reads MESSAGE as a non-standard notification.  NULL if it is none: no reader
   knows it and the general reader finds no statement that delivery to an
   address failed or is delayed.  Free with bounce_legacy_free. */
BounceLegacy *bounce_legacy_read (const BounceMessage *message);

/* The same of a MESSAGE that is known to be one, whoever wrote it. */
BounceLegacy *bounce_legacy_read_known (const BounceMessage *message);

/* The addresses in the sentences of MESSAGE, which its header says comes from a
   mail system, although no words known here tell of a failure: the rules may
   know some.  NULL if it names none or does not come from a mail system.  Free
   with bounce_legacy_free. */
BounceLegacy *bounce_legacy_suspect (const BounceMessage *message);

/* Whom MESSAGE, which reports no failure and may come from anybody, says a mail
   of its reader's is on its way to, or has reached.  NULL if it does not.  Free
   with bounce_legacy_free. */
BounceLegacy *bounce_legacy_read_headway (const BounceMessage *message);

/* Whether MESSAGE is JSON, but more than is read. */
gboolean bounce_legacy_is_cut (const BounceMessage *message);

#endif
