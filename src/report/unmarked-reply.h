/* Automatic replies that no header tells from what people write. */
#ifndef BOUNCE_REPORT_UNMARKED_REPLY_H
#define BOUNCE_REPORT_UNMARKED_REPLY_H

#include <glib.h>

#include "mime/message.h"

/* TRUE if MESSAGE, by its text and subject, is one that nobody wrote: somebody
   is away or has left, a desk has numbered a request, a mail waits for a
   moderator or for its sender's proof.  FALSE for what may yet be a mail
   system's notification. */
gboolean bounce_is_unmarked_reply (const BounceMessage *message);

#endif
