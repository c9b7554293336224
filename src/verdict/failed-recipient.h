/* Which address failed, where the report itself names none that the world
   knows: from its text, the returned message, or the VERP address. */
#ifndef BOUNCE_VERDICT_FAILED_RECIPIENT_H
#define BOUNCE_VERDICT_FAILED_RECIPIENT_H

#include <glib.h>

#include "verdict/notification.h"

/* Gives a full address to those of READING's recipients that have none, and
   takes out those of OWN (addresses or domains, NULL-terminated; may be NULL).
   OUTER is the mail as it came, VERP the pattern of --verp or NULL. */
void bounce_recipient_complete (BounceNotification *reading,
                                const BounceMessage *outer,
                                const char *const *own, const char *verp);

/* The address that PATTERN ("bounces+{local}={domain}@lists.example.org") reads
   out of ADDRESS, or NULL.  The caller frees it. */
char *bounce_recipient_from_verp (const char *pattern, const char *address);

#endif
