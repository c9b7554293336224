/* What tells a mail without a Message-ID from others. */
#ifndef BOUNCE_VERDICT_MAIL_DIGEST_H
#define BOUNCE_VERDICT_MAIL_DIGEST_H

#include "mime/message.h"

/* A SHA-256, in hex, of MESSAGE: of its texts and attached messages, and of
   those of its header fields that no delivery adds or changes.  The same for a
   mail that came by another route.  The caller frees it. */
char *bounce_mail_digest (const BounceMessage *message);

#endif
