/* Labels before an address. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_LABEL_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_LABEL_H

#include <glib.h>

#include "text/lists.h"

/* Whether one of LABELS leads from START to ADDRESS: "Recipient: <". */
gboolean legacy_is_labelled (const char *start, const char *address,
                             BounceList labels);

#endif
