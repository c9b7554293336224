/* Which address failed, where the report itself names none that the world
   knows: from its text, the returned message, or the VERP address. */
#ifndef BOUNCE_VERDICT_FAILED_RECIPIENT_H
#define BOUNCE_VERDICT_FAILED_RECIPIENT_H

#include <glib.h>

#include "verdict/notification.h"

/* What the VERP address says; empty where there is none. */
typedef struct
{
  char *recipient;    /* who was written to, or NULL */
  const char *domain; /* of the VERP address itself */
} BounceVerp;

/* Gives a full address to those of NOTIFICATION's recipients that have none,
   finds out to whom the message was written, and takes out those of OWN
   (addresses or domains, NULL-terminated; may be NULL). */
void bounce_recipient_complete (BounceNotification *notification,
                                const char *const *own, const BounceVerp *verp);

#endif
