/* Which parts of a mail bear on bounces: the table that trim and message
   share, so that both read the same parts. */
#ifndef BOUNCE_MIME_PART_ROLE_H
#define BOUNCE_MIME_PART_ROLE_H

#include <glib.h>

#include "mime/message.h"

/* The role of a part of the media type TYPE ("text/html", lower case); NULL or
   malformed counts as text/plain (RFC 2045, 5.2).  Multiparts have none. */
BouncePartRole bounce_part_role (const char *type);

/* TRUE if a message that follows such a part in the same multipart is the
   returned one: nothing in its body is evidence. */
gboolean bounce_part_is_report (BouncePartRole role);

/* How deep multiparts and attached messages are followed. */
#define BOUNCE_NESTING_MAX 20

#endif
