/* The ledger: contacts, the bounces behind them, and the policy that makes a
   contact hard.  One interface, two stores, chosen by the URI.  DESIGN.md,
   "The ledger".  Not for several threads at once; for any number of
   processes. */
#ifndef BOUNCE_LEDGER_LEDGER_H
#define BOUNCE_LEDGER_LEDGER_H

#include <glib.h>

#include "model/category.h"
#include "model/record.h"

typedef struct BounceLedger BounceLedger;

#define BOUNCE_LEDGER_ERROR (bounce_ledger_error_quark ())
GQuark bounce_ledger_error_quark (void);
typedef enum
{
  BOUNCE_LEDGER_ERROR_USAGE, /* exit 64: a URI or policy value that is none */
  BOUNCE_LEDGER_ERROR_AGAIN, /* exit 75: busy, unreachable, gone, read-only */
  BOUNCE_LEDGER_ERROR_WRITE, /* exit 74: the disk is full */
  BOUNCE_LEDGER_ERROR_DATA   /* exit 65: a record or export that is none */
} BounceLedgerError;

/* The exit status of sysexits.h that ERROR (of this domain) asks for. */
int bounce_ledger_exit_status (const GError *error);

/* Policy that overrides the ledger's own settings in this run (options of the
   commands); names as in `bouncetally set`.  NULL members: not given. */
typedef struct
{
  const char *soft_limit;
  const char *window;
  const char *uncounted;
  const char *transient;
  const char *delivered;
  const char *key; /* "original" or "final" */
} BouncePolicyOptions;

/* Opens URI (NULL: $BOUNCECAT_LEDGER, else the default file, made with its
   folders on first use, mode 0600).  NULL with ERROR. */
BounceLedger *bounce_ledger_open (const char *uri,
                                  const BouncePolicyOptions *policy,
                                  GError **error);
void bounce_ledger_free (BounceLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceLedger, bounce_ledger_free)

/* Records every countable record of the N reports in one transaction, and
   fills in the records' soft_bounces and contact.  FALSE with ERROR: nothing
   of the batch is stored, it may be given again. */
gboolean bounce_ledger_add (BounceLedger *ledger, BounceResult *const *reports,
                            guint n, GError **error);

/* How many records make a batch: what bounds a transaction. */
#define BOUNCE_LEDGER_BATCH 500

/* A contact.  The strings are borrowed from whoever hands it over. */
typedef struct
{
  const char *key;     /* what it is compared by: bounce_contact_key */
  const char *written; /* domain in lower case, local part as written */
  gint64 delivered;    /* the latest delivery; G_MININT64: none */
  gint64 reset;        /* when it was last reset; G_MININT64: never */
} BounceContact;

/* One message that bounced for a contact.  Borrowed strings, NULL: none. */
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
  gint64 date;            /* G_MININT64: none */
  gboolean cleared;       /* by a reset: history only */
} BounceEvent;

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
  guint64 soft_bounces;
  gboolean hard;
  guint64 events; /* of any weight */
  /* Why: of a hard contact the bounce that made it hard, else the latest one;
     empty where there is none. */
  GString *id;
  GString *status;
  BounceCategory category;
  gint64 date;
} BounceStanding;

/* The name of a contact's state: "active" or "hard". */
const char *bounce_standing_name (gboolean hard);

/* The key of ADDRESS, or NULL if it is blank: white space and <> around it
   removed, lower case, bounded in length.  The caller frees it. */
char *bounce_contact_key (const char *address);

/* One contact and one of its events (NULL: it has none), in the order of
   contacts' keys, then of dates.  Nothing else may be asked of the ledger from
   inside. */
typedef void (*BounceEventFunc) (const BounceContact *contact,
                                 const BounceEvent *event, BounceWeight weight,
                                 gpointer data);
typedef void (*BounceContactFunc) (const BounceContact *contact,
                                   const BounceStanding *standing,
                                   gpointer data);

/* Calls FUNC for the contacts with the N KEYS that are in the ledger, or for
   all contacts if KEYS is NULL.  Memory does not grow with their number. */
gboolean bounce_ledger_events (BounceLedger *ledger, const char *const *keys,
                               guint n, BounceEventFunc func, gpointer data,
                               GError **error);
gboolean bounce_ledger_contacts (BounceLedger *ledger, const char *const *keys,
                                 guint n, BounceContactFunc func, gpointer data,
                                 GError **error);

/* Active again, count at zero, history kept.  FOUND tells whether the ledger
   knows the contact. */
gboolean bounce_ledger_reset (BounceLedger *ledger, const char *key,
                              gboolean *found, GError **error);

/* Erases the contact and its history. */
gboolean bounce_ledger_forget (BounceLedger *ledger, const char *key,
                               gboolean *found, GError **error);

/* The policy's names, NULL-terminated; static. */
const char *const *bounce_ledger_setting_names (void);

/* The value of NAME that holds in this run, as `set` takes it; NULL if there
   is no such name.  The caller frees it. */
char *bounce_ledger_setting (const BounceLedger *ledger, const char *name);

/* The same, but what the ledger has stored (else the default). */
char *bounce_ledger_stored_setting (const BounceLedger *ledger,
                                    const char *name);

/* Stores NAME = VALUE in the ledger. */
gboolean bounce_ledger_set (BounceLedger *ledger, const char *name,
                            const char *value, GError **error);

/* Contacts and events on their way into a ledger, for `import`: each call
   copies what it is given. */
typedef struct BounceBatch BounceBatch;
BounceBatch *bounce_batch_new (void);
void bounce_batch_free (BounceBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceBatch, bounce_batch_free)
guint bounce_batch_size (const BounceBatch *batch);

/* EVENT may be NULL.  CONTACT's key is made from its address as written. */
void bounce_batch_add (BounceBatch *batch, const BounceContact *contact,
                       const BounceEvent *event);

/* Merges BATCH into the ledger in one transaction; FALSE: nothing of it. */
gboolean bounce_ledger_merge (BounceLedger *ledger, BounceBatch *batch,
                              GError **error);

#endif
