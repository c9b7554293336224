/* A mail as the pruner leaves it: bounded bytes, and where in them the headers
   and bodies stand, so that nobody has to look for them again. */
#ifndef BOUNCE_MIME_MAIL_H
#define BOUNCE_MIME_MAIL_H

#include <glib.h>

#include "base/arena.h"
#include "mime/content-type.h"
#include "mime/transfer-encoding.h"

typedef enum
{
  BOUNCE_NODE_LEAF, /* a part with a body, or a message that is no multipart */
  BOUNCE_NODE_MULTIPART, /* its children are parts */
  BOUNCE_NODE_MESSAGE    /* message/rfc822: its one child is the message */
} BounceNodeKind;

/* Offsets into the mail's bytes.  A node stands before its children. */
typedef struct
{
  BounceNodeKind kind;
  int parent; /* index of the node that holds this one; -1: none */
  gsize header;
  gsize header_end;
  gsize body;
  gsize body_end;
  const BounceContentType *type; /* NULL: GMime has to read the field */
  BounceTransferEncoding encoding;
} BounceNode;

typedef struct
{
  BounceArena *arena; /* owned: all else lives there */
  char *bytes;        /* NUL-terminated; may hold NULs */
  gsize length;
  const BounceNode *nodes; /* the first is the mail itself.  NULL: the pruner
                              did not see the structure: it needs GMime */
  guint n_nodes;
  gboolean undivided;  /* no part was found in it */
  gboolean every_text; /* also those that only say again, as pages, what was
                          said, are to be decoded: for a digest */
} BounceMail;

/* Frees what MAIL owns, not MAIL. */
void bounce_mail_clear (BounceMail *mail);

/* What stands in the LENGTH bytes at FROM, which are MAIL's, is not needed any
   more: where MAIL is large the memory goes back. */
void bounce_mail_forget (const BounceMail *mail, char *from, gsize length);

/* BYTES (borrowed) as a mail whose structure is not known.  It owns nothing, so
   it must not be cleared.  For tests: a reader's mails come pruned. */
BounceMail bounce_mail_from_bytes (const char *bytes, gsize length);

#endif
