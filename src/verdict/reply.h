/* A line of --replies to its result, as bounce_read does it with a mail. */
#ifndef BOUNCE_VERDICT_REPLY_H
#define BOUNCE_VERDICT_REPLY_H

#include "verdict/bounce.h"

/* LINE has the bytes of the line, without its end; INDEX is its number, from 1,
   in SOURCE.  A line that tells of no delivery has one record of kind `other`.
   Never NULL; free with bounce_result_free. */
BounceResult *bounce_read_reply (const BounceMail *line, const char *source,
                                 guint64 index, const BounceOptions *options,
                                 BounceMatcher *matcher);

#endif
