/* A mail of lines for others than who sent one mail. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_LISTING_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_LISTING_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether several lines of VIEW count refusals: "20   550 5.1.1 no such user".
 */
gboolean legacy_counts_replies (const LegacyView *view);

/* Whether it counts mails that were sent, and that failed: "Sent: 1,204
   Bounced: 14". */
gboolean legacy_tallies (const LegacyView *view);

/* Whether VIEW begins with a table for programs or lines of a log, or has some
   although nothing above them says that a mail failed. */
gboolean legacy_is_export (const LegacyView *view);

#endif
