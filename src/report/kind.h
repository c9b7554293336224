/* What a mail is that reports no failure: auto-reply, disposition, feedback,
   or other mail; and whether one could be a notification at all. */
#ifndef BOUNCE_REPORT_KIND_H
#define BOUNCE_REPORT_KIND_H

#include <glib.h>

#include "mime/message.h"
#include "model/record.h"

/* The kind of a MESSAGE in which no delivery report was found. */
BounceKind bounce_kind_of (const BounceMessage *message);

/* TRUE if MESSAGE comes from a mail system and not from a person: by its null
   return path, its sender or its subject. */
gboolean bounce_kind_is_daemon (const BounceMessage *message);

/* The same without its subject, which people keep when they hand a mail on. */
gboolean bounce_kind_is_from_daemon (const BounceMessage *message);

/* TRUE if MESSAGE is a reply that nobody wrote (RFC 3834). */
gboolean bounce_kind_is_auto_reply (const BounceMessage *message);

/* TRUE if MESSAGE is a feedback report (RFC 5965, or a provider's unwrapped
   one): what it encloses is a mail that was delivered. */
gboolean bounce_kind_is_feedback (const BounceMessage *message);

/* If MESSAGE is a disposition notification (RFC 8098) that says that the
   message was not delivered, the text that says so, borrowed from MESSAGE; else
   NULL. */
const char *bounce_kind_mdn_failure (const BounceMessage *message);

/* TRUE if MESSAGE is a list manager's, which hands on a bounce that it could
   not read. */
gboolean bounce_kind_is_uncaught (const BounceMessage *message);

/* TRUE if TEXT says that the mail system has given up, although its report says
   "Action: delayed". */
gboolean bounce_kind_gave_up (const char *text);

#endif
