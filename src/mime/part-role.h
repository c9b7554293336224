/* Which parts of a mail bear on bounces: the table that pruner and message
   share, so that both read the same parts. */
#ifndef BOUNCE_MIME_PART_ROLE_H
#define BOUNCE_MIME_PART_ROLE_H

#include <glib.h>

typedef enum
{
  BOUNCE_PART_TEXT,     /* text/plain and anything textual */
  BOUNCE_PART_HTML,     /* text/html */
  BOUNCE_PART_STATUS,   /* message/(global-)delivery-status */
  BOUNCE_PART_MDN,      /* message/(global-)disposition-notification */
  BOUNCE_PART_FEEDBACK, /* message/feedback-report */
  BOUNCE_PART_MESSAGE,  /* message/rfc822, message/global */
  BOUNCE_PART_HEADERS,  /* text/rfc822-headers and kin */
  BOUNCE_PART_OTHER     /* not read */
} BouncePartRole;

/* The role of a part of the media type TYPE ("text/html", lower case); NULL or
   malformed counts as text/plain (RFC 2045, 5.2).  Multiparts have none. */
BouncePartRole bounce_part_role (const char *type);

/* The same of a part of a type that is not read, by the name of its file: a
   report keeps it where a gateway took its type. */
BouncePartRole bounce_part_role_of_file (const char *name);

/* TRUE if a message that follows such a part in the same multipart is the
   returned one: nothing in its body is evidence. */
gboolean bounce_part_is_report (BouncePartRole role);

/* How deep multiparts and attached messages are followed. */
#define BOUNCE_NESTING_MAX 20

/* TRUE if TEXT, the LENGTH bytes of a delivery-status part, has the fields of a
   recipient (RFC 3464, 2.3).  If not, the message behind it may be a
   notification that was wrapped in another, and is read whole. */
gboolean bounce_part_names_someone (const char *text, gsize length);

#endif
