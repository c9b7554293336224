/* What is known of the contacts and events of a batch, while it is merged. */
#ifndef BOUNCE_LEDGER_KNOWN_H
#define BOUNCE_LEDGER_KNOWN_H

#include <glib.h>

#include "ledger/contact.h"
#include "ledger/counts.h"

/* A contact.  Of one that has many events mostly only their counts are known.
 */
typedef struct
{
  BounceContact contact;
  gboolean known;      /* it is in the ledger, or will be */
  gboolean stored;     /* it is in the ledger */
  gboolean changed;    /* its row is to be written */
  gboolean new_counts; /* its counts began with this batch */
  gboolean countable;  /* its counts are those of the class counts below */
  BounceCounts counts;
  GArray *events; /* of BounceEvent, lean; NULL: not known */
  gboolean judged;
  BounceContactState state; /* these two if it is */
  guint64 soft_bounces;
} BounceKnown;

/* An event of the batch. */
typedef struct
{
  BounceEventRow row;
  gboolean stored;
  gboolean changed;
  guint place; /* 1 + its place among the contact's events; 0: none */
} BounceKnownEvent;

typedef struct
{
  GHashTable *contacts; /* key -> BounceKnown */
  GHashTable *events;   /* BounceKnownEvent -> itself */
  GStringChunk *strings;
} BounceKnowledge;

/* Sets KNOWLEDGE up, empty; bounce_knowledge_clear frees what it owns, all of
   the pointers below included. */
void bounce_knowledge_init (BounceKnowledge *knowledge);
void bounce_knowledge_clear (BounceKnowledge *knowledge);

/* What is known of CONTACT, by its key; made of CONTACT if it is not there yet,
   which *NEW (may be NULL) tells. */
BounceKnown *bounce_knowledge_contact (BounceKnowledge *knowledge,
                                       const BounceContact *contact,
                                       gboolean *new);

/* The event ID of the contact KEY: the first returns NULL if it is not there,
   the second makes it then. */
BounceKnownEvent *bounce_knowledge_find_event (const BounceKnowledge *knowledge,
                                               const char *key, const char *id);
BounceKnownEvent *bounce_knowledge_event (BounceKnowledge *knowledge,
                                          const char *key, const char *id);

/* A BounceRowFunc for what a store reads of contacts with a detail up to
   BOUNCE_READ_EVENTS, and one for single events. */
void bounce_knowledge_row (const BounceContact *contact,
                           const BounceEvent *event, gpointer knowledge);
void bounce_knowledge_event_row (const BounceContact *contact,
                                 const BounceEvent *event, gpointer knowledge);

/* Computes the counts of KNOWN, whose events are all known, anew. */
void bounce_known_recount (BounceKnown *known);

/* Keeps counts with a contact that has them, or has many events. */
void bounce_known_update_counts (BounceKnowledge *knowledge,
                                 BounceKnown *known);

#endif
