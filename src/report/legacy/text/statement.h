/* What a sentence says: that a mail failed, or somebody speaks of himself.  All
   sentences are folded (bounce_fold_line). */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_STATEMENT_H
#define BOUNCE_REPORT_LEGACY_TEXT_STATEMENT_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"
#include "text/lists.h"

/* A sentence, whose lists are looked for once, whatever is asked of it. */
typedef struct
{
  const char *folded; /* borrowed */
  BounceListSet lists;
} LegacyWording;

void legacy_wording_init (LegacyWording *wording, const char *folded);

/* Whether WORDING holds a phrase of LIST, a space at its ends being one. */
static inline gboolean
legacy_wording_holds (const LegacyWording *wording, BounceList list)
{
  return bounce_lists_hold (&wording->lists, list);
}

/* What the functions below tell of a text that nothing else is asked of. */
gboolean legacy_wording_states_failure (const LegacyWording *wording);
gboolean legacy_wording_denies_conveying (const LegacyWording *wording);
gboolean legacy_wording_denies_so_far (const LegacyWording *wording);
gboolean legacy_wording_speaks_of_yours (const LegacyWording *wording);

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
