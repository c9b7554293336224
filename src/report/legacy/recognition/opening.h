/* What single sentences say that a mail begins with: that mail failed, and
   whose. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_OPENING_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_OPENING_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether one of the first sentences of VIEW says that something failed, and
   does not quote it; OF_MAIL: and speaks of a mail, not in a field. */
gboolean legacy_begins_with_failure (const LegacyView *view, gboolean of_mail);

/* Whether one of the first sentences of VIEW, or two that belong together, say
   that its reader's mail to somebody failed, or is late, and name him.
   IS_ROBOT: no person sent it.  VIEW must have a line. */
gboolean legacy_begins_with_whom (const LegacyView *view, gboolean is_robot);

/* The sentence START..END, folded, without what it quotes of others' words: the
   subject of a mail, what somebody asked.  Replies are quoted, too.  The caller
   frees it. */
char *legacy_fold_own_words (const char *start, const char *end);

#endif
