/* The addresses that a command is given: as arguments, or with "-" one a line
   on standard input. */
#ifndef BOUNCE_TALLY_ADDRESSES_H
#define BOUNCE_TALLY_ADDRESSES_H

#include <glib.h>

#include "tally/command.h"

/* Takes some of them, at most BOUNCE_LEDGER_BATCH; all have a key. */
typedef gboolean (*BounceAddressesFunc) (const GPtrArray *addresses,
                                         gpointer data, GError **error);

/* Calls FUNC for all of TALLY's.  What is no address is named, and ends in 65;
   blank lines and those that begin with '#' are passed over. */
gboolean bounce_addresses_each (BounceTally *tally, BounceAddressesFunc func,
                                gpointer data, GError **error);

#endif
