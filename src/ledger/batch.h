/* A batch: contacts and events on their way into a ledger. */
#ifndef BOUNCE_LEDGER_BATCH_H
#define BOUNCE_LEDGER_BATCH_H

#include <glib.h>

#include "ledger/contact.h"

/* What the event of a record is.  Of a delivery and a complaint it only tells
   when they were; their id is their own. */
typedef enum
{
  BOUNCE_ENTRY_BOUNCE,
  BOUNCE_ENTRY_DELIVERY,
  BOUNCE_ENTRY_COMPLAINT
} BounceEntryKind;

/* One record, or one line of an export. */
typedef struct
{
  BounceContact contact;
  BounceEntryKind kind;
  gboolean creates; /* the contact exists afterwards, whatever was before */
  gboolean has_event;
  BounceEvent event;
  /* Filled when it is stored: where the contact stands then; known FALSE: the
     ledger does not have it. */
  gboolean known;
  BounceContactState state;
  guint64 soft_bounces;
} BounceEntry;

typedef struct
{
  GArray *entries; /* of BounceEntry */
  GStringChunk *strings;
  gboolean complete; /* of an export: also what is older than the last prune */
  gboolean blind;    /* entries' results are not to be filled */
} BounceBatch;

/* An empty batch.  Free with bounce_batch_free, which ignores NULL. */
BounceBatch *bounce_batch_new (void);
void bounce_batch_free (BounceBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceBatch, bounce_batch_free)

/* How many entries it has. */
guint bounce_batch_size (const BounceBatch *batch);

/* Appends an entry for the contact of ADDRESS and returns it, or NULL if it is
   blank; the pointer holds until the next call. */
BounceEntry *bounce_batch_entry (BounceBatch *batch, const char *address);

/* Sets the event of ENTRY to a copy of EVENT, its diagnostic bounded. */
void bounce_batch_set_event (BounceBatch *batch, BounceEntry *entry,
                             const BounceEvent *event);

/* Appends a copy of CONTACT and of EVENT (may be NULL).  CONTACT's key and
   counts are not copied but made anew, the key from its address as written. */
void bounce_batch_add (BounceBatch *batch, const BounceContact *contact,
                       const BounceEvent *event);

#endif
