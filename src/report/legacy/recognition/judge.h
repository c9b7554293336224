/* The judge of what a mail is, before anybody reads whom it tells of: rules on
   its signs (signs.h), in tables. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_JUDGE_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_JUDGE_H

#include "report/legacy/recognition/signs.h"

/* Whether SIGN, also one that the judge makes of others, is to be seen in VIEW.
   The answer is kept: what VIEW's header fields say must be settled. */
gboolean legacy_sees (const LegacyView *view, LegacySign sign);

/* How much makes VIEW a notification, taken together; with LEGACY_POINTS_MIN it
   is one. */
#define LEGACY_POINTS_MIN 4
guint legacy_points (const LegacyView *view);

#endif
