/* The URI of a ledger: which store, and where. */
#ifndef BOUNCE_LEDGER_URI_H
#define BOUNCE_LEDGER_URI_H

#include <glib.h>

#include "ledger/store.h"

/* The store that URI names, and in LOCATION (the caller frees it) what that
   store opens: a path that no special name can be mistaken for, or the URI
   itself.  NULL with ERROR (USAGE). */
const BounceStore *bounce_ledger_uri_parse (const char *uri, char **location,
                                            GError **error);

#endif
