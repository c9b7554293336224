/* The recipients of a notification, found by their addresses. */
#ifndef BOUNCE_REPORT_ADDRESS_INDEX_H
#define BOUNCE_REPORT_ADDRESS_INDEX_H

#include <glib.h>

typedef struct
{
  const GPtrArray *recipients; /* of BounceEvidence, borrowed */
  GHashTable *by_address;      /* lower-case address to number + 1; NULL: few */
} BounceAddressIndex;

/* Sets INDEX up for RECIPIENTS, which must not change while it is used;
   bounce_address_index_clear frees what it owns. */
void bounce_address_index_init (BounceAddressIndex *index,
                                const GPtrArray *recipients);
void bounce_address_index_clear (BounceAddressIndex *index);

/* The number, from 0, of the recipient whose address or original address stands
   first in the bytes from FROM to TO; *AFTER is the byte behind that address.
   -1, and *AFTER as it was, if no recipient's does. */
gint bounce_address_index_find (const BounceAddressIndex *index,
                                const char *from, const char *to,
                                const char **after);

#endif
