/* Merges new contacts and events into what is known of them. */
#ifndef BOUNCE_LEDGER_MERGE_KNOWN_H
#define BOUNCE_LEDGER_MERGE_KNOWN_H

#include <glib.h>

#include "ledger/known.h"

/* Merges CONTACT into KNOWN at NOW: the spelling that is first in byte order,
   and the latest of the dates. */
void bounce_known_merge_contact (BounceKnown *known,
                                 const BounceContact *contact, gint64 now);

/* Takes NEW, a second account of the event OLD of KNOWN. */
void bounce_known_merge_event (BounceKnown *known, BounceKnownEvent *old,
                               const BounceEvent *new);

/* Takes NEW as EVENT of KNOWN. */
void bounce_known_add_event (BounceKnown *known, BounceKnownEvent *event,
                             const BounceEvent *new);

#endif
