/* Whose a line of a transcript is that names nobody.  Private to report/. */
#ifndef BOUNCE_REPORT_WHOSE_REPLY_H
#define BOUNCE_REPORT_WHOSE_REPLY_H

#include <glib.h>

#include "model/evidence.h"

/* Whether REPLY is about another of RECIPIENTS (of BounceEvidence) than I.
   HOST, up to a space, is whom the transcript talks to, or NULL. */
gboolean bounce_reply_is_anothers (const GPtrArray *recipients, guint i,
                                   const char *reply, const char *host);

/* Gives LINE..END to those whose mail went into a program, if it names one:
   "554 5.3.0 "|/bin/x"... unknown mailer error 126". */
void bounce_reply_of_program (const GPtrArray *recipients, const char *line,
                              const char *end);

/* Whether a report tells its RECIPIENTS (of BounceEvidence, at least one) apart
   by statuses, all of them specific: then words that name nobody are not said
   of all. */
gboolean bounce_statuses_differ (const GPtrArray *recipients);

#endif
