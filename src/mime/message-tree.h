/* What a message is made of, for those who make one: the two readers and
   message.c. */
#ifndef BOUNCE_MIME_MESSAGE_TREE_H
#define BOUNCE_MIME_MESSAGE_TREE_H

#include <glib.h>

#include "base/arena.h"
#include "mime/content-type.h"
#include "mime/header.h"
#include "mime/part.h"
#include "mime/transfer-encoding.h"

struct BounceMessage
{
  BounceArena *arena; /* the outermost message owns it, the others borrow it */
  BounceHeader header;
  BouncePart **parts;
  guint n_parts;
  guint room;       /* in `parts` */
  const char *text; /* bounce_message_text, made on demand */
  BounceMessage *outermost;
  /* Of the outermost one: */
  gsize decoded; /* bytes of texts, together, that do not stand in the mail */
  gboolean cut;  /* a text was too long */
  gboolean every_text; /* as the mail's */
};

/* A message with the header of LENGTH bytes at BLOCK, which live as long as
   ARENA, and no parts yet.  It is attached to a part of OUTER, or to none
   (NULL). */
BounceMessage *bounce_message_tree_new (BounceArena *arena,
                                        const BounceMessage *outer,
                                        const char *block, gsize length);

/* A leaf of the MIME tree, as either reader finds it. */
typedef struct
{
  const BounceContentType *type;
  BounceTransferEncoding encoding;
  const char *bytes; /* the body as it stands in the mail */
  gsize length;
  gboolean lasting; /* a NUL follows BYTES, which live as long as the message */
  gboolean alternative; /* says again what an earlier part said */
} BounceLeaf;

/* Adds LEAF, whose type lives as long as MESSAGE's arena, to its parts.  REPORT
   tells whether a message behind it would be the returned one: set if LEAF is a
   report part, cleared if that names no recipient. */
void bounce_message_add_leaf (BounceMessage *message, const BounceLeaf *leaf,
                              gboolean *report);

/* Adds an attached message of the same arena; NULL: it is damaged. */
void bounce_message_add_message (BounceMessage *message,
                                 BounceMessage *attached);

#endif
