/* Recipients that only headers name. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_RETURNED_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_RETURNED_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Add to LEGACY whom X-Failed-Recipients names, or the returned message's
   Received and To, or the subject.  FALSE if nobody is named there. */
gboolean legacy_header_recipients (const LegacyView *view,
                                   BounceLegacy *legacy);
gboolean legacy_returned_recipients (const LegacyView *view,
                                     BounceLegacy *legacy);
gboolean legacy_subject_recipient (const LegacyView *view,
                                   BounceLegacy *legacy);

/* Whether the folded SUBJECT is that of the message that VIEW returns, or how
   it begins. */
gboolean legacy_is_returned_subject (const LegacyView *view,
                                     const char *subject);

#endif
