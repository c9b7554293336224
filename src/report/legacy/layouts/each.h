/* Several recipients in one line or sentence, each with a reason of its own. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_EACH_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_EACH_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* If the text from START to END, a line or a sentence, names several recipients
   and gives each its own reason, adds them to LEGACY and returns TRUE. */
gboolean legacy_read_each (const LegacyView *view, BounceLegacy *legacy,
                           const char *start, const char *end);

/* The same of line *I of VIEW's body, or of the paragraph that it begins if a
   reason in brackets goes on below it; *I is its last line then. */
gboolean legacy_read_each_at (const LegacyView *view, BounceLegacy *legacy,
                              guint *i);

/* Adds to LEGACY the recipients of sentences of VIEW's body that give each his
   reason in a clause of its own: "not to a@b, who has left, nor to c@d, whose
   mailbox is full". */
void legacy_read_relatives (const LegacyView *view, BounceLegacy *legacy);

#endif
