/* Addresses in the header of the mail that failed. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_HEADER_LIST_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_HEADER_LIST_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Whether line I of VIEW's body has ADDRESS (folded), and not as a part of
   another. */
gboolean legacy_names_address (const LegacyView *view, guint i,
                               const char *address);

/* Drops from LEGACY the recipients that VIEW names only in a header that it
   shows (To, Cc), if it names others of that header elsewhere, too. */
void legacy_drop_listed (const LegacyView *view, BounceLegacy *legacy);

#endif
