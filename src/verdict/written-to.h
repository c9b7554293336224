/* To whom the message that bounced was written. */
#ifndef BOUNCE_VERDICT_WRITTEN_TO_H
#define BOUNCE_VERDICT_WRITTEN_TO_H

#include <glib.h>

#include "mime/message.h"

/* The one address that RETURNED says it was written to, which the caller frees;
   NULL if there is none or RETURNED is NULL.  Of the fields that people read
   (To:), only a single address counts, and none in a list's mail, where it is
   the list's. */
char *bounce_written_to (const BounceMessage *returned);

#endif
