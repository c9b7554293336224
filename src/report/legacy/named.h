/* Recipients that a notification names in its sentences.  Private to
   report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_NAMED_H
#define BOUNCE_REPORT_LEGACY_NAMED_H

#include "report/legacy/system.h"

/* Adds to LEGACY the addresses of which VIEW's sentences say that mail to them
   failed.  The address that the notification itself was sent to counts only if
   OWN. */
void legacy_read_sentences (const LegacyView *view, BounceLegacy *legacy,
                            gboolean own);

/* If the text from START to END, a line or a sentence, names several recipients
   and gives each its own reason, adds them to LEGACY and returns TRUE. */
gboolean legacy_read_each (const LegacyView *view, BounceLegacy *legacy,
                           const char *start, const char *end);

/* The same of line *I of VIEW's body, or of the paragraph that it begins if a
   reason in brackets goes on below it; *I is its last line then. */
gboolean legacy_read_each_at (const LegacyView *view, BounceLegacy *legacy,
                              guint *i);

/* If VIEW's recipients stand in rows behind what is said of them, or in several
   lists below it, adds them to LEGACY and returns TRUE. */
gboolean legacy_read_columns (const LegacyView *view, BounceLegacy *legacy);
gboolean legacy_read_ladder (const LegacyView *view, BounceLegacy *legacy);

/* The same of blocks that begin alike, each with its reason below. */
gboolean legacy_read_refrain (const LegacyView *view, BounceLegacy *legacy);

/* The same of recipients with marks, and their reasons in notes below. */
gboolean legacy_read_footnotes (const LegacyView *view, BounceLegacy *legacy);

/* The same of an SMTP session that VIEW tells, with commands that did not wait
   for the answers: those that were refused. */
gboolean legacy_read_session (const LegacyView *view, BounceLegacy *legacy);

/* Gives those of LEGACY of whom VIEW says "ditto" the reason of the one above.
 */
void legacy_repeat_reasons (BounceLegacy *legacy);

/* Where rows of LEGACY say that the mail reached somebody or still may, it
   failed for the others. */
void legacy_tell_apart (BounceLegacy *legacy);

/* What TEXT, a cell or a row behind its address, says of the action. */
BounceAction legacy_row_action (const char *text);

/* The action that LINE, a row of a table, tells of the recipient of HIT; NONE
   if it tells none. */
BounceAction legacy_hit_action (const LegacyLine *line, const LegacyHit *hit);

/* Adds to LEGACY the recipients of sentences of VIEW's body that give each his
   reason in a clause of its own: "not to a@b, who has left, nor to c@d, whose
   mailbox is full". */
void legacy_read_relatives (const LegacyView *view, BounceLegacy *legacy);

/* Adds to LEGACY every address in VIEW's sentences, each with its own sentence,
   but those that people are told to write to. */
void legacy_read_suspects (const LegacyView *view, BounceLegacy *legacy);

/* Whether what leads from START to ADDRESS, in one text, says that it is a
   sender's or a place to ask. */
gboolean legacy_leads_elsewhere (const char *start, const char *address);

/* Adds to LEGACY mailboxes without a domain that VIEW names; for a text that
   has no address. */
void legacy_read_local_names (const LegacyView *view, BounceLegacy *legacy);

/* Drops from LEGACY the addresses at which lists take commands and those that
   VIEW tells people to ask, unless no other would be left. */
void legacy_drop_desks (const LegacyView *view, BounceLegacy *legacy);

/* Whether line I of VIEW's body has ADDRESS (folded), and not as a part of
   another. */
gboolean legacy_names_address (const LegacyView *view, guint i,
                               const char *address);

/* Drops from LEGACY whom only the lists of a header that VIEW tells name, if
   others of them stand elsewhere. */
void legacy_drop_listed (const LegacyView *view, BounceLegacy *legacy);

/* Whether EVIDENCE's recipient stands in VIEW only as who signs it or is to be
   asked, so far as its last lines tell. */
gboolean legacy_is_closing (const LegacyView *view,
                            const BounceEvidence *evidence);

/* Drops from LEGACY those of whom VIEW says nothing although it does of others:
   the rest of the header that it tells, and who signs it. */
void legacy_drop_bystanders (const LegacyView *view, BounceLegacy *legacy);

/* Drops from LEGACY the addresses that the notification came from or, unless
   OWN, was sent to, and roles that VIEW names so that people can ask. */
void legacy_drop_others (const LegacyView *view, BounceLegacy *legacy,
                         gboolean own);

#endif
