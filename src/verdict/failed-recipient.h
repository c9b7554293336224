/* Which address failed, where the report itself names none that the world
   knows: from its text, the returned message, or the VERP address. */
#ifndef BOUNCE_VERDICT_FAILED_RECIPIENT_H
#define BOUNCE_VERDICT_FAILED_RECIPIENT_H

#include <glib.h>

#include "verdict/notification.h"
#include "verdict/returned-to.h"

/* Gives a full address to those of NOTIFICATION's recipients that have none,
   and the original address to those whose mail was forwarded.  Recipients in
   OWN (our own addresses or domains, NULL-terminated; may be NULL) are taken
   out, as no failure is theirs. */
void bounce_recipient_complete (BounceNotification *notification,
                                const char *const *own, const BounceVerp *verp);

#endif
