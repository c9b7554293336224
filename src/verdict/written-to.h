/* To whom the message that bounced was written. */
#ifndef BOUNCE_VERDICT_WRITTEN_TO_H
#define BOUNCE_VERDICT_WRITTEN_TO_H

#include <glib.h>

#include "mime/message.h"

/* TRUE if ADDRESS has what is asked for. */
typedef gboolean (*BounceAddressTest) (const char *address, gpointer data);

/* The first address that the servers on the way of RETURNED noted which
   IS_FAILED, or is public and neither IS_OWN nor its mailing list's; the caller
   frees it.  NULL if there is none. */
char *bounce_written_to_noted (const BounceMessage *returned,
                               BounceAddressTest is_failed,
                               BounceAddressTest is_own, gpointer data);

/* The address of RETURNED's To, if it is the only one and no list's; the caller
   frees it.  NULL if there is none. */
char *bounce_written_to_told (const BounceMessage *returned);

#endif
