/* Recipients that are named by their local part only. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_LOCAL_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_LOCAL_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

/* The length of the local part that TEXT, of LENGTH bytes, begins with, or 0.
 */
guint legacy_word_length (const char *text, guint length);

/* "ann (no such user)" above "a@b (full)": fills HIT as legacy_line_hit does,
   if line I is a local part with its reason, in a row of addresses with theirs.
 */
gboolean legacy_local_hit (const LegacyView *view, guint i, LegacyHit *hit);

/* Adds to LEGACY mailboxes without a domain that VIEW names; for a text that
   has no address. */
void legacy_read_local_names (const LegacyView *view, BounceLegacy *legacy);

#endif
