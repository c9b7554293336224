/* Reads a mail whose structure the pruner saw. */
#ifndef BOUNCE_MIME_MESSAGE_FROM_SCAN_H
#define BOUNCE_MIME_MESSAGE_FROM_SCAN_H

#include "mime/mail.h"
#include "mime/message-tree.h"

/* MAIL as a message in ARENA, by the structure in MAIL->nodes, which must not
   be NULL.  MAIL's bytes must live as long as ARENA.  Never NULL. */
BounceMessage *bounce_message_from_scan (BounceArena *arena,
                                         const BounceMail *mail);

#endif
