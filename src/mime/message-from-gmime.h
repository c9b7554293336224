#ifndef BOUNCE_MIME_MESSAGE_FROM_GMIME_H
#define BOUNCE_MIME_MESSAGE_FROM_GMIME_H

#include "mime/mail.h"
#include "mime/message-tree.h"

/* MAIL as a message in ARENA: whatever its structure, by GMime's own parser.
   MAIL's bytes live as long as ARENA. */
BounceMessage *bounce_message_from_gmime (BounceArena *arena,
                                          const BounceMail *mail);

#endif
