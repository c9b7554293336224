/* What a sentence says: that a mail failed, or somebody speaks of himself.  All
   sentences are folded (bounce_fold_line). */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_STATEMENT_H
#define BOUNCE_REPORT_LEGACY_TEXT_STATEMENT_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether FOLDED says, in whatever words, that a mail failed. */
gboolean legacy_states_failure (const char *folded);

/* The same of the lines FIRST to LAST of VIEW's body, as one text. */
gboolean legacy_lines_state_failure (const LegacyView *view, guint first,
                                     guint last);

/* Whether FOLDED denies, in one clause, that something was conveyed; and
   whether it does for the time being: "could not yet be delivered". */
gboolean legacy_denies_conveying (const char *folded);
gboolean legacy_denies_so_far (const char *folded);

/* Whether FOLDED speaks of a mail that its reader sent: "your message", "your
   latest e-mail", "the letter that you sent", "your "Minutes of May"". */
gboolean legacy_speaks_of_yours (const char *folded);

/* Whether the folded SUBJECT says that a mail failed. */
gboolean legacy_is_failing (const char *subject);

/* Whether a person speaks in the folded OPENING of himself, or of the recipient
   as of somebody whom he knows. */
gboolean legacy_is_personal (const char *opening);
gboolean legacy_speaks_of_someone (const char *opening);

#endif
