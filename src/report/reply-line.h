/* A line that is no mail: what a server answered, or what a mail server wrote
   into its log about a delivery. */
#ifndef BOUNCE_REPORT_REPLY_LINE_H
#define BOUNCE_REPORT_REPLY_LINE_H

#include <glib.h>

#include "model/evidence.h"

typedef struct
{
  const char *format;    /* static: "reply", "postfix-log", ...; NULL: none */
  char *reporting_mta;   /* owned: who wrote the log, or NULL */
  gint64 date;           /* of the line; G_MININT64: none, or without a year */
  GPtrArray *recipients; /* of BounceEvidence, not yet settled; empty where the
                            line tells of no delivery */
} BounceReplyLine;

/* Reads LINE (valid UTF-8, without its end).  Never NULL; free with
   bounce_reply_line_free. */
BounceReplyLine *bounce_reply_line_read (const char *line);
void bounce_reply_line_free (BounceReplyLine *line);

#endif
