/* Recipients that a notification names in its sentences.  Private to
   report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_NAMED_H
#define BOUNCE_REPORT_LEGACY_NAMED_H

#include "report/legacy/system.h"

/* Adds to LEGACY whom VIEW's sentences say that mail failed to; whom it was
   sent to only if OWN. */
void legacy_read_sentences (const LegacyView *view, BounceLegacy *legacy,
                            gboolean own);

/* Adds the recipients of START..END, a line or a sentence that names several
   and gives each its own reason; FALSE: it is none. */
gboolean legacy_read_each (const LegacyView *view, BounceLegacy *legacy,
                           const char *start, const char *end);

/* Adds whom VIEW's sentences name at all, each with its own sentence, unless
   that sends people there. */
void legacy_read_suspects (const LegacyView *view, BounceLegacy *legacy);

/* Adds local mailboxes, which have no domain: for a text that names no
   address. */
void legacy_read_local_names (const LegacyView *view, BounceLegacy *legacy);

/* Drops from LEGACY, if it names others, the addresses at which lists take
   commands, and whom VIEW tells people to ask. */
void legacy_drop_desks (const LegacyView *view, BounceLegacy *legacy);

/* Drops from LEGACY whom it was sent to (unless OWN) or from, and roles that
   VIEW names so that people can ask. */
void legacy_drop_others (const LegacyView *view, BounceLegacy *legacy,
                         gboolean own);

#endif
