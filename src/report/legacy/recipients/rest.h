/* How a line goes on behind an address, and what stands between two. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_REST_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_REST_H

#include <glib.h>

#include "report/legacy/recipients/system.h"

/* Skips what closes the address that ends at P (">", ")", a quotation mark)
   and, if it stands there, the same address once more as a link.  Returns
   where the rest of the line begins. */
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

/* Fills in HIT's form and rest by how the line goes on behind its address, up
   to END.  FALSE if that is none of PLACEMENT, a set of LegacyPlacement; what
   the line says of the action is in HIT all the same. */
gboolean legacy_judge_rest (LegacyHit *hit, const char *end, guint placement);

/* Whether HIT stands in a reply that begins the line START..END: "551 not
   local: <a@b>; will not forward".  Then HIT's reason is the whole line. */
gboolean legacy_is_in_reply (const char *start, const char *end,
                             LegacyHit *hit);

/* Whether ADDRESS stands in a quoted header: "> To: <a@b>".  The line begins
   at START. */
gboolean legacy_is_quoted_to (const char *start, const char *address);

#endif
