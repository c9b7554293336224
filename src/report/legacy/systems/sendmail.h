/* sendmail's notifications for people, and the transcript of the session. */
#ifndef BOUNCE_REPORT_LEGACY_SYSTEMS_SENDMAIL_H
#define BOUNCE_REPORT_LEGACY_SYSTEMS_SENDMAIL_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Adds to LEGACY whom VIEW names, with the replies of the session. */
void legacy_read_sendmail (const LegacyView *view, BounceLegacy *legacy);

#endif
