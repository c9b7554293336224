/* The message that bounced: what a notification holds of it. */
#ifndef BOUNCE_VERDICT_RETURNED_MESSAGE_H
#define BOUNCE_VERDICT_RETURNED_MESSAGE_H

#include "mime/message.h"

/* What the notification MESSAGE returns: KNOWN, which a reader has seen and
   which may be NULL, what is attached (RFC 6522, 3), or a header in a text; of
   these one that has a Message-ID, by which a ledger knows the bounce.  What is
   made of a text is in OWN, for the caller to free; else that is NULL, and the
   result is borrowed.  NULL if MESSAGE returns nothing. */
const BounceMessage *bounce_returned_message (const BounceMessage *message,
                                              const BounceMessage *known,
                                              BounceMessage **own);

#endif
