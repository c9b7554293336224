/* To whom the message that bounced was written. */
#ifndef BOUNCE_VERDICT_WRITTEN_TO_H
#define BOUNCE_VERDICT_WRITTEN_TO_H

#include <glib.h>

#include "mime/message.h"

/* The one address that RETURNED says it was written to, or NULL; the caller
   frees it.  Of what people read, only a single address counts, and none of a
   list's mail: there it is the list's. */
char *bounce_written_to (const BounceMessage *returned);

#endif
