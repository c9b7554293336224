/* What a result says of the mails themselves, as far as somebody prints it. */
#ifndef BOUNCE_VERDICT_DESCRIPTION_H
#define BOUNCE_VERDICT_DESCRIPTION_H

#include "mime/message.h"
#include "model/record.h"
#include "verdict/options.h"
#include "verdict/returned-to.h"

/* Fills in what identifies MESSAGE, and has room made for the headers of
   OPTIONS; the second function only the Message-ID. */
void bounce_describe_message (BounceResult *result,
                              const BounceMessage *message,
                              const BounceOptions *options);
void bounce_describe_id (BounceResult *result, const BounceMessage *message,
                         const BounceOptions *options);

/* ADDRESS, or a part of one, kept in RESULT without the control characters that
   a mail put into it, for an address holds none.  NULL if that is nothing. */
const char *bounce_keep_address (BounceResult *result, const char *address);

/* The address that MESSAGE came back to, which was in OUTER if it was handed
   on; and what it is by the patterns of OPTIONS, in VERP (bounce_verp_clear).
 */
void bounce_describe_return (BounceResult *result, const BounceMessage *message,
                             const BounceMessage *outer,
                             const BounceOptions *options, BounceVerp *verp);

/* The returned message, ORIGINAL. */
void bounce_describe_original (BounceResult *result,
                               const BounceMessage *original,
                               const BounceOptions *options);

#endif
