/* What a ledger is made of: contacts, the bounces behind them, and where a
   contact stands.  Plain values; their strings belong to whoever hands them
   over, to a callback only for the call. */
#ifndef BOUNCE_LEDGER_CONTACT_H
#define BOUNCE_LEDGER_CONTACT_H

#include <glib.h>

#include "model/category.h"
#include "model/record.h"

#define BOUNCE_LEDGER_ERROR (bounce_ledger_error_quark ())
/* The domain of all errors of this room. */
GQuark bounce_ledger_error_quark (void);
typedef enum
{
  BOUNCE_LEDGER_ERROR_USAGE,   /* exit 64: no such URI or policy value */
  BOUNCE_LEDGER_ERROR_AGAIN,   /* exit 75: whatever may be tried again */
  BOUNCE_LEDGER_ERROR_MISSING, /* exit 66: there is no such ledger */
  BOUNCE_LEDGER_ERROR_DATA     /* exit 65: no record, no export */
} BounceLedgerError;

/* The exit status of sysexits.h that ERROR (of this domain) asks for. */
int bounce_ledger_exit_status (const GError *error);

/* A contact.  Dates are seconds since 1970; G_MININT64: none. */
typedef struct
{
  const char *key;     /* what it is compared by: bounce_address_key */
  const char *written; /* how it is printed: bounce_address_written */
  const char *reason;  /* why it is suppressed by hand, or NULL */
  const char *counts;  /* bounce_counts_format, or NULL: not kept */
  gint64 delivered;    /* the latest delivery */
  gint64 reset;        /* when it was last reset */
  gint64 complained;   /* the latest complaint */
  gint64 suppressed;   /* since when by hand */
  gint64 changed;      /* when one of these was last changed here */
  gint64 pruned;       /* soft bounces that counted and were pruned; or none */
} BounceContact;

/* A contact about which nothing is known. */
#define BOUNCE_CONTACT_INIT                                                    \
  {                                                                            \
    .delivered = G_MININT64, .reset = G_MININT64, .complained = G_MININT64,    \
    .suppressed = G_MININT64, .changed = G_MININT64, .pruned = G_MININT64      \
  }

/* Compares two contacts by their keys, as qsort(3) asks. */
int bounce_contact_compare (gconstpointer a, gconstpointer b);

/* One message that bounced for a contact.  NULL: no such value.  With the
   category BOUNCE_CATEGORY_NONE it is no bounce, but a delivery or a complaint
   whose date does not tell when it was: it weighs nothing, and is kept so that
   it is of the same moment each time it is read. */
typedef struct
{
  const char *id; /* its identity beside the contact: bounce_event_id */
  BounceCategory category;
  const char *status;
  const char *reply_code;
  const char *evidence;
  const char *diagnostic;
  const char *remote_mta;
  const char *message_id; /* the notification's own */
  gint64 date;            /* as the notification has it; G_MININT64: none */
  gint64 seen;            /* when the ledger learned it */
  gboolean verp;          /* the VERP address names the contact */
} BounceEvent;

/* An event with the key of its contact. */
typedef struct
{
  const char *key;
  BounceEvent event;
  gboolean busy; /* its contact has counts */
} BounceEventRow;

/* When EVENT was: its date, unless it has none or lies in the future of the
   moment in which it was recorded. */
gint64 bounce_event_time (const BounceEvent *event);

/* TRUE if that is its own date. */
gboolean bounce_event_has_time (const BounceEvent *event);

/* What an event adds to its contact under the policy, at this moment. */
typedef enum
{
  BOUNCE_WEIGHT_NONE,
  BOUNCE_WEIGHT_SOFT,
  BOUNCE_WEIGHT_HARD
} BounceWeight;

/* Where a contact stands: derived from its events whenever it is asked for, so
   that a changed policy holds at once. */
typedef struct
{
  BounceContactState state;
  guint64 soft_bounces;
  guint64 events; /* of any weight */
  /* Why: of a hard contact the bounce that made it hard, else the latest one;
     empty where there is none. */
  GString *id;
  GString *status;
  GString *reply_code;
  GString *evidence;
  GString *diagnostic;
  GString *remote_mta;
  BounceCategory category;
  gint64 date; /* when it came into this state; G_MININT64: never bounced */
} BounceStanding;

/* Called with one contact and one of its events (NULL: it has none), in the
   order of the contacts' keys, then of the events' times. */
typedef void (*BounceEventFunc) (const BounceContact *contact,
                                 const BounceEvent *event, BounceWeight weight,
                                 gpointer data);
/* Called with one contact and where it stands. */
typedef void (*BounceContactFunc) (const BounceContact *contact,
                                   const BounceStanding *standing,
                                   gpointer data);

#endif
