#ifndef BOUNCE_VERDICT_REFUSED_H
#define BOUNCE_VERDICT_REFUSED_H

#include "mime/message.h"
#include "rules/rules.h"
#include "verdict/notification.h"

/* A mail system's message in words that only the rules know: who is refused in
   it stays, and all if it can be nothing else.  NULL if nobody is. */
BounceNotification *bounce_find_refused (const BounceMessage *message,
                                         BounceMatcher *matcher);

#endif
