/* The notification's text for people, where the fields of a report say too
   little: sendmail's transcript, Postfix's "<address>: reason", sentences. */
#ifndef BOUNCE_REPORT_HUMAN_READABLE_H
#define BOUNCE_REPORT_HUMAN_READABLE_H

#include <glib.h>

#include "model/evidence.h"

/* Adds to each of RECIPIENTS (of BounceEvidence) the words of TEXT that are
   about it: quoted server replies as REMOTE, a reason that stands behind its
   address as REPORTER, the rest (for a lone recipient) as PROSE.  Linear in
   TEXT, whatever the number of recipients. */
void bounce_human_readable_collect (const char *text,
                                    const GPtrArray *recipients);

/* How many bytes of TEXT stand before the returned message or its header; all
   of them if it has none. */
gsize bounce_human_readable_length (const char *text);

/* Reads the SMTP session that the first LENGTH bytes of TEXT tell, in whatever
   marks, but with a MAIL or a RCPT: which command each of RECIPIENTS was
   refused at, and how. bounce_human_readable_collect does it. */
void bounce_human_readable_session (const char *text, gsize length,
                                    const GPtrArray *recipients);

#endif
