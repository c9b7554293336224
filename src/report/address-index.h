/* The recipients of a notification, by their addresses. */
#ifndef BOUNCE_REPORT_ADDRESS_INDEX_H
#define BOUNCE_REPORT_ADDRESS_INDEX_H

#include <glib.h>

typedef struct
{
  const GPtrArray *recipients; /* of BounceEvidence, borrowed */
  GHashTable *by_address;      /* lower-case address to number + 1; NULL: few */
} BounceAddressIndex;

void bounce_address_index_init (BounceAddressIndex *index,
                                const GPtrArray *recipients);
void bounce_address_index_clear (BounceAddressIndex *index);

/* The number of the recipient whose address, or original one, stands first in
   FROM..TO, or -1.  *AFTER is set behind the address. */
gint bounce_address_index_find (const BounceAddressIndex *index,
                                const char *from, const char *to,
                                const char **after);

#endif
