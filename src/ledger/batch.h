/* A batch: contacts and events on their way into a ledger. */
#ifndef BOUNCE_LEDGER_BATCH_H
#define BOUNCE_LEDGER_BATCH_H

#include <glib.h>

#include "ledger/policy.h"
#include "ledger/store.h"

/* One record, or one line of an export. */
typedef struct
{
  BounceContact contact;
  gboolean creates; /* the contact exists afterwards, whatever was before */
  gboolean has_event;
  BounceEvent event;
  /* Filled by bounce_batch_store: where the contact stands after this entry;
     known FALSE: the ledger does not have it. */
  gboolean known;
  gboolean hard;
  guint64 soft_bounces;
} BounceEntry;

struct BounceBatch
{
  GArray *entries; /* of BounceEntry */
  GStringChunk *strings;
};

/* Appends an entry for the contact of ADDRESS (not blank) and returns it; the
   pointer holds until the next call. */
BounceEntry *bounce_batch_entry (BounceBatch *batch, const char *address);

/* Sets the event of ENTRY to a copy of EVENT, its diagnostic bounded. */
void bounce_batch_set_event (BounceBatch *batch, BounceEntry *entry,
                             const BounceEvent *event);

/* Merges BATCH into STORE in one transaction and fills the entries' results
   under POLICY at NOW. */
gboolean bounce_batch_store (BounceBatch *batch, const BounceStore *store,
                             gpointer handle, const BouncePolicy *policy,
                             gint64 now, GError **error);

#endif
