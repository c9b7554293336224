/* A mail as a tree of decoded text.  All strings are valid UTF-8 with LF line
   ends, owned by the message, and end with it.  Nothing here knows what a
   bounce is. */
#ifndef BOUNCE_MIME_MESSAGE_H
#define BOUNCE_MIME_MESSAGE_H

#include <glib.h>

#include "mime/mail.h"
#include "mime/part.h"

/* Reads MAIL, whose bytes must live as long as the message.  Never fails: what
   is no mail becomes a message of one text part.  Free with
   bounce_message_free. */
BounceMessage *bounce_message_new (const BounceMail *mail);

/* The same of a mail that stands in TEXT (UTF-8). */
BounceMessage *bounce_message_new_from_text (const char *text);

/* Only the header at the beginning of TEXT: a message without parts.  TEXT is
   copied. */
BounceMessage *bounce_message_new_header (const char *text);

/* Frees MESSAGE (or NULL) and all messages that it holds; not for those. */
void bounce_message_free (BounceMessage *message);

/* The first header of that name (any case), unfolded, encoded words decoded;
   NULL if there is none.  Only the names in header-names.c, Content-* and
   those of bounce_pruner_new are kept. */
const char *bounce_message_header (const BounceMessage *message,
                                   const char *name);

/* The Nth (from 0) header of that name, or NULL. */
const char *bounce_message_nth_header (const BounceMessage *message,
                                       const char *name, guint n);

/* The content type of the whole message, "multipart/report", lower case. */
const char *bounce_message_type (const BounceMessage *message);

/* The report-type parameter of that content type (RFC 6522), or NULL. */
const char *bounce_message_report_type (const BounceMessage *message);

/* The leaves of the MIME tree in order, multiparts flattened.  The parts of an
   attached message are its own: part->message. */
guint bounce_message_n_parts (const BounceMessage *message);
const BouncePart *bounce_message_part (const BounceMessage *message, guint i);

/* The first part of ROLE, or NULL. */
const BouncePart *bounce_message_find (const BounceMessage *message,
                                       BouncePartRole role);

/* The text for people: the TEXT parts of the message in order, of a
   multipart/alternative only the first, HTML where there is no plain text.
   Never NULL. */
const char *bounce_message_text (const BounceMessage *message);

#endif
