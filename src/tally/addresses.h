/* The addresses that a command is given: as arguments, or with "-" one a line
   on standard input. */
#ifndef BOUNCE_TALLY_ADDRESSES_H
#define BOUNCE_TALLY_ADDRESSES_H

#include <glib.h>

#include "tally/command.h"

/* Takes some of them, at most BOUNCE_LEDGER_BATCH; all have a key. */
typedef gboolean (*BounceAddressesFunc) (const GPtrArray *addresses,
                                         gpointer data, GError **error);

/* Calls FUNC for all of TALLY's: an address or "@domain" each, also as "Name
   <address>" or in quotes.  What is none, or more than one, is named, and ends
   in 65; but of KNOWN ones, which are in the ledger already, any key is taken
   as it is written.  Blank lines, those that begin with '#', and a heading of a
   list of new ones are passed over. */
gboolean bounce_addresses_each (BounceTally *tally, gboolean known,
                                BounceAddressesFunc func, gpointer data,
                                GError **error);

#endif
