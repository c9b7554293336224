/* ledger-contacts: the rows of a store become contacts with their standing, for
   who asks; and single contacts are reset or erased. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/open.h"

typedef struct
{
  const BouncePolicy *policy;
  gint64 now;
  BounceEventFunc func;
  gpointer data;
} EventScan;

/* A BounceRowFunc. */
static void
scan_event (const BounceContact *contact, const BounceEvent *event,
            gpointer data)
{
  const EventScan *scan = data;
  BounceWeight weight = BOUNCE_WEIGHT_NONE;

  if (event != NULL)
    weight = bounce_policy_weigh (scan->policy, scan->now, contact, event);
  scan->func (contact, event, weight, scan->data);
}

gboolean
bounce_ledger_events (BounceLedger *ledger, const char *const *keys, guint n,
                      BounceEventFunc func, gpointer data, GError **error)
{
  EventScan scan = { &ledger->policy, bounce_ledger_now (), func, data };

  if (keys != NULL && n == 0)
    return TRUE;
  return ledger->store->read (ledger->handle, keys, n, scan_event, &scan,
                              error);
}

typedef struct
{
  const BouncePolicy *policy;
  BounceContactFunc func;
  gpointer data;
  gboolean any; /* the contact below is one */
  GString *key;
  GString *written;
  BounceContact contact;
  BounceStanding standing;
} ContactScan;

static void
finish_contact (ContactScan *scan)
{
  if (scan->any)
    {
      scan->contact.key = scan->key->str;
      scan->contact.written = scan->written->str;
      scan->func (&scan->contact, &scan->standing, scan->data);
    }
  bounce_standing_reset (&scan->standing);
}

/* A BounceEventFunc: a contact ends where another one begins. */
static void
scan_contact (const BounceContact *contact, const BounceEvent *event,
              BounceWeight weight, gpointer data)
{
  ContactScan *scan = data;

  if (!scan->any || strcmp (scan->key->str, contact->key) != 0)
    {
      finish_contact (scan);
      scan->any = TRUE;
      scan->contact = *contact;
      g_string_assign (scan->key, contact->key);
      g_string_assign (scan->written, contact->written);
    }
  if (event != NULL)
    bounce_standing_add (&scan->standing, scan->policy, weight, event);
}

gboolean
bounce_ledger_contacts (BounceLedger *ledger, const char *const *keys, guint n,
                        BounceContactFunc func, gpointer data, GError **error)
{
  ContactScan scan = { .policy = &ledger->policy,
                       .func = func,
                       .data = data,
                       .key = g_string_new (NULL),
                       .written = g_string_new (NULL) };
  gboolean done;

  bounce_standing_init (&scan.standing);
  done = bounce_ledger_events (ledger, keys, n, scan_contact, &scan, error);
  if (done)
    finish_contact (&scan);
  bounce_standing_clear (&scan.standing);
  g_string_free (scan.key, TRUE);
  g_string_free (scan.written, TRUE);
  return done;
}

/* One contact that is to be reset or erased. */
typedef struct
{
  BounceLedger *ledger;
  const char *key;
  gboolean found;
  char *written;
  BounceContact contact;
} Change;

/* A BounceRowFunc. */
static void
take_contact (const BounceContact *contact, const BounceEvent *event,
              gpointer data)
{
  Change *change = data;

  (void)event;
  if (change->found)
    return;
  change->found = TRUE;
  change->contact = *contact;
  change->contact.key = change->key;
  g_free (change->written);
  change->written = g_strdup (contact->written);
  change->contact.written = change->written;
}

static gboolean
find_contact (Change *change, GError **error)
{
  change->found = FALSE;
  return change->ledger->store->read (change->ledger->handle, &change->key, 1,
                                      take_contact, change, error);
}

/* Locks the contact, if there is one, so that no bounce that is being counted
   comes between. */
static gboolean
lock_contact (Change *change, GError **error)
{
  if (!find_contact (change, error))
    return FALSE;
  if (!change->found)
    return TRUE;
  return change->ledger->store->touch (change->ledger->handle, &change->contact,
                                       1, error)
         && find_contact (change, error);
}

/* A BounceWork. */
static gboolean
reset_contact (gpointer data, GError **error)
{
  Change *change = data;
  const BounceStore *store = change->ledger->store;

  if (!lock_contact (change, error))
    return FALSE;
  if (!change->found)
    return TRUE;
  change->contact.reset = bounce_ledger_now ();
  return store->clear (change->ledger->handle, change->key, error)
         && store->put_contacts (change->ledger->handle, &change->contact, 1,
                                 error);
}

/* A BounceWork. */
static gboolean
erase_contact (gpointer data, GError **error)
{
  Change *change = data;

  if (!lock_contact (change, error))
    return FALSE;
  return !change->found
         || change->ledger->store->erase (change->ledger->handle, change->key,
                                          error);
}

static gboolean
change_contact (BounceLedger *ledger, const char *key, BounceWork work,
                gboolean *found, GError **error)
{
  Change change = { .ledger = ledger, .key = key };
  gboolean done = bounce_store_transact (ledger->store, ledger->handle, work,
                                         &change, error);

  *found = change.found;
  g_free (change.written);
  return done;
}

gboolean
bounce_ledger_reset (BounceLedger *ledger, const char *key, gboolean *found,
                     GError **error)
{
  return change_contact (ledger, key, reset_contact, found, error);
}

gboolean
bounce_ledger_forget (BounceLedger *ledger, const char *key, gboolean *found,
                      GError **error)
{
  return change_contact (ledger, key, erase_contact, found, error);
}
