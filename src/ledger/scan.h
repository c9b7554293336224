/* What a ledger is asked: contacts with their standing, and their events. FALSE
   with ERROR set (domain BOUNCE_LEDGER_ERROR) if it can't be read to the end;
   what FUNC was called with is right all the same. */
#ifndef BOUNCE_LEDGER_SCAN_H
#define BOUNCE_LEDGER_SCAN_H

#include <glib.h>

#include "ledger/contact.h"
#include "ledger/ledger.h"

/* Which contacts.  A plain value; what is G_MININT64, 0 or NULL asks nothing.
 */
typedef struct
{
  guint states; /* bit 1 << BounceContactState */
  BounceCategory category;
  const char *domain;   /* bounce_address_domain_key */
  gint64 since;         /* when what put them into their state was */
  gint64 until;         /* the last second of it */
  gint64 changed_since; /* when this ledger learned of it */
  gboolean every_key;   /* also what is no full address */
} BounceContactFilter;

#define BOUNCE_CONTACT_FILTER_INIT                                             \
  {                                                                            \
    .since = G_MININT64, .until = G_MININT64, .changed_since = G_MININT64      \
  }

/* The states that get no mail. */
#define BOUNCE_CONTACT_BLOCKED                                                 \
  (1U << BOUNCE_CONTACT_HARD | 1U << BOUNCE_CONTACT_COMPLAINED                 \
   | 1U << BOUNCE_CONTACT_SUPPRESSED)

/* What a reader does between two ranges of contacts, with nothing locked and
   nothing held open: write what it has, for example.  FALSE with ERROR ends
   the scan. */
typedef gboolean (*BounceBetweenFunc) (gpointer data, GError **error);

/* Calls FUNC for each event of the N contacts with KEYS that are there, with
   what it weighs; for each contact without any once with NULL.  KEYS NULL: of
   all contacts, in byte order of their keys, also of those that stand for a
   domain or a keep-out, and of their events also those that are no bounces;
   BETWEEN (may be NULL) is called after each range. Memory does not grow with
   their number. */
gboolean bounce_ledger_events (BounceLedger *ledger, const char *const *keys,
                               guint n, BounceEventFunc func,
                               BounceBetweenFunc between, gpointer data,
                               GError **error);

/* Calls FUNC for each of the N contacts with KEYS that are there.  Their
   standing has all of it with BOUNCE_READ_ALL, no evidence, no diagnostic and
   no remote_mta with BOUNCE_READ_EVENTS, and its state and count alone with
   BOUNCE_READ_COUNTS. */
gboolean bounce_ledger_contacts (BounceLedger *ledger, const char *const *keys,
                                 guint n, BounceReadDetail detail,
                                 BounceContactFunc func, gpointer data,
                                 GError **error);

/* The same for all contacts that FILTER takes, in byte order of their keys. */
gboolean bounce_ledger_list (BounceLedger *ledger,
                             const BounceContactFilter *filter,
                             BounceReadDetail detail, BounceContactFunc func,
                             BounceBetweenFunc between, gpointer data,
                             GError **error);

/* Both at once: EVENT for each event of any contact,
   then CONTACT for the contact if FILTER takes it. */
gboolean bounce_ledger_tally (BounceLedger *ledger,
                              const BounceContactFilter *filter,
                              BounceReadDetail detail,
                              BounceContactFunc contact, BounceEventFunc event,
                              gpointer data, GError **error);

/* Calls FUNC, with NULL for the event, for those of the N keys that may not be
   mailed: blocked contacts, addresses of suppressed domains, and those that a
   keep-out digest was left of.  Only the key of the contact is given.  Keys
   in byte order are found with the least work. */
gboolean bounce_ledger_blocked (BounceLedger *ledger, const char *const *keys,
                                guint n, BounceRowFunc func, gpointer data,
                                GError **error);

#endif
