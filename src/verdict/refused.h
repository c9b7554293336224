/* A notification in words that only the rules know. */
#ifndef BOUNCE_VERDICT_REFUSED_H
#define BOUNCE_VERDICT_REFUSED_H

#include "mime/message.h"
#include "rules/rules.h"
#include "verdict/notification.h"

/* The notification in MESSAGE, which is of no other kind (bounce_kind_of): a
   mail system's in words that only the rules of MATCHER may know
   (bounce_notification_suspect): the recipients whose words a rule knows, or
   all if the message can be nothing else.  NULL if none is left. Free with
   bounce_notification_free. */
BounceNotification *bounce_find_refused (const BounceMessage *message,
                                         BounceMatcher *matcher);

#endif
