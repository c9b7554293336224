/* A mail as a tree of decoded text.  All strings are valid UTF-8 with LF line
   ends, owned by the message, and end with it.  Nothing here knows what a
   bounce is. */
#ifndef BOUNCE_MIME_MESSAGE_H
#define BOUNCE_MIME_MESSAGE_H

#include <glib.h>

#include "mime/mail.h"
#include "mime/part.h"

/* Reads MAIL, whose bytes must live as long as the message, and are parts of it
   from then on: nobody else may read them.  Never fails: what is no mail
   becomes a message of one text part.  Free with bounce_message_free. */
BounceMessage *bounce_message_new (const BounceMail *mail);

/* The same of a mail that stands in TEXT (UTF-8, copied). */
BounceMessage *bounce_message_new_from_text (const char *text);

/* Only the header at the beginning of TEXT: a message without parts.  TEXT is
   copied. */
BounceMessage *bounce_message_new_header (const char *text);

/* Frees MESSAGE and the messages attached to it, which must not be freed by
   themselves.  NULL is ignored. */
void bounce_message_free (BounceMessage *message);

/* Whether texts were too long, decoded, to be kept as a whole. */
gboolean bounce_message_is_cut (const BounceMessage *message);

/* The first header of that name (any case), unfolded, encoded words decoded;
   NULL if there is none.  Only the names in header-names.c, Content-* and
   those of bounce_pruner_new are kept. */
const char *bounce_message_header (const BounceMessage *message,
                                   const char *name);

/* The same of the header of that name numbered N, from 0. */
const char *bounce_message_nth_header (const BounceMessage *message,
                                       const char *name, guint n);

/* The value of the last header above the one numbered *AT (G_MAXUINT: of all)
   that is one of the N NAMES (at most 8), whose number is *WHICH then, and the
   header's own *AT.  NULL if there is none. */
const char *bounce_message_header_above (const BounceMessage *message,
                                         guint *at, const char *const *names,
                                         guint n, guint *which);

/* The media type of the whole message in lower case, "multipart/report".  Never
   NULL. */
const char *bounce_message_type (const BounceMessage *message);

/* The report-type parameter of its Content-Type (RFC 6522, 3), or NULL. */
const char *bounce_message_report_type (const BounceMessage *message);

/* The leaves of the MIME tree in order, numbered from 0, multiparts flattened.
   The parts of an attached message are its own: part->message. */
guint bounce_message_n_parts (const BounceMessage *message);
const BouncePart *bounce_message_part (const BounceMessage *message, guint i);

/* The first part of MESSAGE itself whose role is ROLE, or NULL. */
const BouncePart *bounce_message_find (const BounceMessage *message,
                                       BouncePartRole role);

/* The first message that is attached to MESSAGE, or whose header alone is;
   borrowed.  NULL if there is none. */
const BounceMessage *bounce_message_attached (const BounceMessage *message);

/* The text for people: the TEXT parts of the message in order, of a
   multipart/alternative only the first, HTML where there is no plain text.
   Never NULL. */
const char *bounce_message_text (const BounceMessage *message);

#endif
