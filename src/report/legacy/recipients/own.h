/* Which addresses are the notification's own: those that it came from or was
   sent to. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_OWN_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_OWN_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"
#include "text/address.h"

/* Whether ADDRESS is one the notification was sent to or from. */
gboolean legacy_is_own (const LegacyView *view, const char *address);

/* Whether ADDRESS is one the notification was sent to. */
gboolean legacy_is_addressee (const LegacyView *view, const char *address);

/* Whether SPAN is a whole address, and neither of those. */
gboolean legacy_is_other (const LegacyView *view,
                          const BounceAddressSpan *span);

/* Whether VIEW's text names an address that is not its own.  VIEW must have a
   line. */
gboolean legacy_names_other (const LegacyView *view);

/* Whether VIEW names somebody else and quotes the field that a report has of a
   refusal: "smtp; 550 5.1.1 ...". */
gboolean legacy_quotes_diagnostic (const LegacyView *view);

#endif
