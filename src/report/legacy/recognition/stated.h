/* What the sentences say together that a mail begins with. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_STATED_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_STATED_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether the first sentences of VIEW say that its reader's mail to somebody
   failed; OF_OWNER: to the address that VIEW comes from.  VIEW must have a
   line.
 */
gboolean legacy_states (const LegacyView *view, gboolean *of_owner);

#endif
