/* A pile: records of a send list whose addresses are to be looked up together,
   sorted as the ledger is, which is much less work than in the order of the
   list. */
#ifndef BOUNCE_TALLY_PILE_H
#define BOUNCE_TALLY_PILE_H

#include <glib.h>

#include "ledger/ledger.h"

typedef struct BouncePile BouncePile;

/* LEDGER must live as long. */
BouncePile *bounce_pile_new (BounceLedger *ledger);
void bounce_pile_free (BouncePile *pile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BouncePile, bounce_pile_free)

/* Puts copies of a record, the LENGTH bytes at TEXT, and of its KEYS on the
   pile. What memory does not hold goes to a temporary file.  FALSE if the pile
   is full afterwards and has to be finished. */
gboolean bounce_pile_add (BouncePile *pile, const char *text, gsize length,
                          const GPtrArray *keys);

/* Writes the records of which every key may be mailed to standard output, in
   their order; *STOPPED becomes TRUE if there are others.  The pile is empty
   then.  FALSE with ERROR. */
gboolean bounce_pile_finish (BouncePile *pile, gboolean *stopped,
                             GError **error);

#endif
