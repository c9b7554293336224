/* How a line goes on behind an address, and what stands between two. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_REST_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_REST_H

#include <glib.h>

#include "report/legacy/recipients/system.h"

/* Past what closes the address that ends at P, and its repetition as a link. */
const char *legacy_skip_closing (const char *p, const char *end);

/* Whether only addresses and what parts them stand in P..END. */
gboolean legacy_is_list (const char *p, const char *end);

/* Whether START..END has an "@" for each of two addresses. */
gboolean legacy_may_hold_two (const char *start, const char *end);

/* Whether no more than "," or "and" stands in START..END, between two
   addresses: both are meant then. */
gboolean legacy_is_row (const char *start, const char *end);

/* Whether the folded JOINT between two addresses leads on to where a mail
   failed: "your message to a@b could not be delivered to c@d". */
gboolean legacy_is_onward (const char *joint);

/* Whether the text from P to END begins like a reason in a table: "- no such
   user", "-> full". */
gboolean legacy_begins_parted (const char *p, const char *end);

/* How HIT's address stands, by how its line goes on behind it up to END.  FALSE
   if not by PLACEMENT, of LegacyPlacement; HIT is the same then. */
gboolean legacy_judge_rest (LegacyHit *hit, const char *end, guint placement);

/* "551 not local: <a@b>; will not forward": whether HIT stands in a reply that
   begins the line START..END; HIT's reason is the line then. */
gboolean legacy_is_in_reply (const char *start, const char *end,
                             LegacyHit *hit);

/* "> To: <a@b>": whether ADDRESS stands in the header of what the line that
   begins at START quotes. */
gboolean legacy_is_quoted_to (const char *start, const char *address);

#endif
