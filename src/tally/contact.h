/* A contact as a row, the same in all commands. */
#ifndef BOUNCE_TALLY_CONTACT_H
#define BOUNCE_TALLY_CONTACT_H

#include "ledger/ledger.h"
#include "output/table.h"

/* The address is the first column. */
#define BOUNCE_CONTACT_ALL 12
extern const BounceColumn bounce_contact_table[BOUNCE_CONTACT_ALL];

/* Adds a row of these columns, or of the first ones, to TABLE. */
void bounce_contact_row (BounceTable *table, const BounceContact *contact,
                         const BounceStanding *standing);

#endif
