/* A line of --replies to its result, as bounce_read does it with a mail. */
#ifndef BOUNCE_VERDICT_REPLY_H
#define BOUNCE_VERDICT_REPLY_H

#include "verdict/bounce.h"

/* LINE is the line's bytes, without its end; INDEX its number in SOURCE.  A
   line that tells of no delivery has one record of kind `other`. */
BounceResult *bounce_read_reply (const BounceMail *line, const char *source,
                                 guint64 index, const BounceOptions *options,
                                 BounceMatcher *matcher);

#endif
