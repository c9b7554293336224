/* sendmail's own verdicts in the transcript of a session: "550 5.1.1 <a@b>...
   User unknown".  Private to report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_SYSTEMS_SENDMAIL_VERDICT_H
#define BOUNCE_REPORT_LEGACY_SYSTEMS_SENDMAIL_VERDICT_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "text/address.h"

/* If LINE is such a verdict, sets *SPAN to the address that it is about and
   returns TRUE.  *SPAN is borrowed from LINE. */
gboolean legacy_verdict_find (const LegacyLine *line, BounceAddressSpan *span);

/* TRUE if the verdict on LINE, about ADDRESS, is what sendmail makes of the
   server's REPLIES ("<<< 550 ...", may be empty) to COMMAND (NULL: unknown). */
gboolean legacy_verdict_answers (const LegacyLine *line, const char *command,
                                 const char *replies, const char *address);

/* The name of the host that LINE is about, "421 mx.example... Deferred: ...",
   or NULL; the caller frees it. */
char *legacy_verdict_host (const LegacyLine *line);

/* Whether what befell HOST is why ADDRESS failed: it is of that domain, or the
   folded VERDICT on it only gives up. */
gboolean legacy_verdict_is_for_host (const char *host, const char *address,
                                     const char *verdict);

/* Joins verdicts on a program to the address that it delivers for: of
   "|program ann"... cannot open", and then "<a@b>... unknown mailer error 1"
   the first says why a@b failed, and the program is no recipient. */
void legacy_verdict_join_pipes (BounceLegacy *legacy);

#endif
