/* To which recipient a line of a transcript belongs that names none.  Private
   to report/. */
#ifndef BOUNCE_REPORT_WHOSE_REPLY_H
#define BOUNCE_REPORT_WHOSE_REPLY_H

#include <glib.h>

#include "model/evidence.h"

/* TRUE if REPLY is about another of RECIPIENTS (of BounceEvidence) than the one
   numbered I.  HOST (its name ends at a space; or NULL) is the server that the
   transcript talks to. */
gboolean bounce_reply_is_anothers (const GPtrArray *recipients, guint i,
                                   const char *reply, const char *host);

/* Adds the line from LINE to END to the evidence of those of RECIPIENTS whose
   mail went into a program, if the line names one:
   "554 5.3.0 "|/bin/x"... unknown mailer error 126". */
void bounce_reply_of_program (const GPtrArray *recipients, const char *line,
                              const char *end);

/* TRUE if all RECIPIENTS (of BounceEvidence, at least one) have a specific
   status and these differ: then words that name no recipient are not about all.
 */
gboolean bounce_statuses_differ (const GPtrArray *recipients);

#endif
