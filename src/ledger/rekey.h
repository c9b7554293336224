/* Contacts of a ledger whose keys an earlier version made. */
#ifndef BOUNCE_LEDGER_REKEY_H
#define BOUNCE_LEDGER_REKEY_H

#include <glib.h>

#include "ledger/open.h"

/* Gives each contact the key that bounce_address_key makes of it; contacts of
   one key become one.  What is done twice, or by two processes, does no
   harm. */
gboolean bounce_ledger_rekey (BounceLedger *ledger, GError **error);

#endif
