/* Where in a text the reply code of a refusal (RFC 5321, 4.2) stands. */
#ifndef BOUNCE_REPORT_REPLY_CODE_H
#define BOUNCE_REPORT_REPLY_CODE_H

#include <glib.h>

/* What may stand before a code, besides nothing. */
typedef enum
{
  BOUNCE_REPLY_LABELLED, /* a colon or a bracket: in logs, in examples */
  BOUNCE_REPLY_QUOTED,   /* a mark of quoting, "error"; or a status behind it:
                            in what servers say */
  BOUNCE_REPLY_TOLD      /* "said", "with": in texts for people */
} BounceReplyPlace;

/* Where in TEXT the first reply code from 400 to 599 stands, with PLACE before
   it; borrowed.  NULL if there is none. */
const char *bounce_reply_find (const char *text, BounceReplyPlace place);

#endif
