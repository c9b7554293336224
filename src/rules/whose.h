/* Whose account, address or domain a reply speaks of. */
#ifndef BOUNCE_RULES_WHOSE_H
#define BOUNCE_RULES_WHOSE_H

#include <glib.h>

#include "model/evidence.h"

/* Whether the words of whoever refused begin with what is its reader's: "your
   account", "Ihre Domain", or quote what was heard of the sender's address.
   Whoever reads a refusal is the client, so that nothing is said of the
   recipient. */
gboolean bounce_whose_is_yours (const BounceEvidence *evidence);

#endif
