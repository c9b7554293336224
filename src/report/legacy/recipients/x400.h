/* Addresses that are not RFC 5322's: X.400's, and names of Notes and
 * StreetTalk. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_X400_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_X400_H

#include <glib.h>

#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "text/address.h"

/* "Recipient: G=Ann;S=Lee;O=Firm;C=us": fills HIT as legacy_line_hit does, if
   an address of X.400 is all that stands on LINE behind one of SYSTEM's
   labels. */
gboolean legacy_x400_hit (const LegacyLine *line, const LegacySystem *system,
                          LegacyHit *hit);

/* If SPAN is not an address but an internal name of Notes or StreetTalk, moves
   it to the address in brackets behind that: "CN=Ann Lee/O=Firm@FIRM
   (a@b.example)", "Ann Lee@Ops@Firm (a@b.example)".  FALSE if no address
   stands there. */
gboolean legacy_find_full (const char *end, BounceAddressSpan *span);

#endif
