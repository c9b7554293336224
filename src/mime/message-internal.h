/* What the files of `message` share; nobody else includes it. */
#ifndef BOUNCE_MIME_MESSAGE_INTERNAL_H
#define BOUNCE_MIME_MESSAGE_INTERNAL_H

#include <gmime/gmime.h>

#include "mime/mail.h"
#include "mime/content-type.h"
#include "mime/message.h"

/* A header field: its place in the block, and its value once asked for. */
typedef struct
{
  const char *name; /* borrowed from the block, not NUL-terminated */
  gsize name_length;
  const char *raw; /* borrowed, folded */
  gsize raw_length;
  char *value; /* owned; NULL until asked for */
} BounceHeader;

/* A part, and what of it has to be freed. */
typedef struct
{
  BouncePart part;
  char *type;
  char *text;
  gboolean alternative; /* says again what an earlier part said */
} BounceOwnedPart;

struct BounceMessage
{
  char *block;             /* the header, owned */
  GArray *headers;         /* of BounceHeader */
  GPtrArray *parts;        /* of BounceOwnedPart */
  BounceContentType *type; /* once asked for */
  GPtrArray *strings;      /* owned, handed out */
  char *text;              /* bounce_message_text, made on demand */
};

/* A message with the header BLOCK (copied), and no parts yet. */
BounceMessage *bounce_message_from_header (const char *block, gsize length);

/* The Content-Type of MESSAGE, borrowed; never NULL. */
const BounceContentType *
bounce_message_media_type (const BounceMessage *message);

/* A leaf of the MIME tree, as either reader finds it. */
typedef struct
{
  const BounceContentType *type;
  GMimeContentEncoding encoding;
  const char *bytes; /* the body as it stands in the mail */
  gsize length;
  gboolean alternative; /* says again what an earlier part said */
} BounceLeaf;

/* Adds LEAF to MESSAGE's parts.  *REPORT is set if it is a report part. */
void bounce_message_add_leaf (BounceMessage *message, const BounceLeaf *leaf,
                              gboolean *report);

/* Adds an attached message, which MESSAGE takes over; NULL: it is damaged. */
void bounce_message_add_message (BounceMessage *message,
                                 BounceMessage *attached);

/* The two readers.  The first lets GMime find the structure, the second takes
   it from MAIL->nodes. */
BounceMessage *bounce_message_read_mime (const BounceMail *mail);
BounceMessage *bounce_message_read_nodes (const BounceMail *mail);

#endif
