/* Addresses that are named for questions and commands. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_DESKS_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_DESKS_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Drops from LEGACY the addresses at which lists take commands and those that
   VIEW tells people to ask, unless no other would be left. */
void legacy_drop_desks (const LegacyView *view, BounceLegacy *legacy);

/* Drops from LEGACY the addresses that the notification came from or, unless
   OWN, was sent to, and roles that VIEW names so that people can ask. */
void legacy_drop_others (const LegacyView *view, BounceLegacy *legacy,
                         gboolean own);

#endif
