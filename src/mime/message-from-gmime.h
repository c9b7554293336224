/* Reads a mail of odd structure, by GMime. */
#ifndef BOUNCE_MIME_MESSAGE_FROM_GMIME_H
#define BOUNCE_MIME_MESSAGE_FROM_GMIME_H

#include "mime/mail.h"
#include "mime/message-tree.h"

/* MAIL, whatever its structure, as a message in ARENA, read by GMime's parser.
   MAIL's bytes must live as long as ARENA.  Never NULL. */
BounceMessage *bounce_message_from_gmime (BounceArena *arena,
                                          const BounceMail *mail);

#endif
