/* What a notification's text says of the address that a recipient's was made
   of, where its fields do not: "(generated from a@b)", "(expanded from a@b)".
 */
#ifndef BOUNCE_REPORT_ALIAS_H
#define BOUNCE_REPORT_ALIAS_H

#include <glib.h>

/* Gives those of RECIPIENTS (of BounceEvidence) that have no original address
   the one that TEXT names right behind theirs as such. */
void bounce_alias_collect (const char *text, const GPtrArray *recipients);

#endif
