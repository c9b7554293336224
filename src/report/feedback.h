/* Feedback reports: the recipient of a delivered message complains of it.  RFC
   5965, and the forms of providers that follow no RFC. */
#ifndef BOUNCE_REPORT_FEEDBACK_H
#define BOUNCE_REPORT_FEEDBACK_H

#include <glib.h>

#include "mime/message.h"

typedef struct
{
  char *type;                    /* "abuse", "not-spam", ...; NULL: not told */
  char *mail_from;               /* its Original-Mail-From, or NULL */
  GPtrArray *recipients;         /* of addresses: who complains; may be empty */
  const BounceMessage *returned; /* what is complained of, borrowed; or NULL */
} BounceFeedback;

/* Reads MESSAGE, which is a feedback report (bounce_kind_is_feedback).  Never
   NULL; free with bounce_feedback_free. */
BounceFeedback *bounce_feedback_read (const BounceMessage *message);
void bounce_feedback_free (BounceFeedback *feedback);

#endif
