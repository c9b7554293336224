/* ledger: an open store and its policy become what a program asks of them.
   The clock, the environment and the default file are looked at here and
   nowhere else. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "ledger-batch.h"
#include "ledger-event.h"
#include "ledger-policy.h"
#include "ledger-store.h"
#include "ledger-uri.h"
#include "ledger.h"

struct BounceLedger
{
  const BounceStore *store;
  gpointer handle;
  BouncePolicy stored; /* what the ledger says */
  BouncePolicy policy; /* what holds in this run */
};

G_DEFINE_QUARK (bounce - ledger - error - quark, bounce_ledger_error)

int
bounce_ledger_exit_status (const GError *error)
{
  static const int statuses[] = {
    [BOUNCE_LEDGER_ERROR_USAGE] = EX_USAGE,
    [BOUNCE_LEDGER_ERROR_AGAIN] = EX_TEMPFAIL,
    [BOUNCE_LEDGER_ERROR_WRITE] = EX_IOERR,
    [BOUNCE_LEDGER_ERROR_DATA] = EX_DATAERR,
  };

  g_return_val_if_fail (error->domain == BOUNCE_LEDGER_ERROR, EX_SOFTWARE);
  return statuses[error->code];
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

typedef struct
{
  BouncePolicy *policy;
  GError *error; /* the first, or NULL */
} Settings;

/* A BounceSettingFunc.  A name that this version does not know is one of a
   later version with the same schema: it leaves it alone. */
static void
take_setting (const char *name, const char *value, gpointer data)
{
  Settings *settings = data;

  if (settings->error == NULL && g_strv_contains (bounce_policy_names (), name))
    bounce_policy_set (settings->policy, name, value, &settings->error);
}

static gboolean
read_settings (BounceLedger *ledger, GError **error)
{
  Settings settings = { &ledger->stored, NULL };

  bounce_policy_init (&ledger->stored);
  if (!ledger->store->settings (ledger->handle, take_setting, &settings, error))
    return FALSE;
  if (settings.error == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, settings.error, "stored in the ledger: ");
  return FALSE;
}

static char *
default_uri (void)
{
  const char *given = g_getenv ("BOUNCECAT_LEDGER");

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  return g_build_filename (g_get_user_data_dir (), "bouncecat", "ledger.db",
                           NULL);
}

BounceLedger *
bounce_ledger_open (const char *uri, const BouncePolicyOptions *policy,
                    GError **error)
{
  g_autoptr (BounceLedger) ledger = g_new0 (BounceLedger, 1);
  g_autofree char *name = uri != NULL ? g_strdup (uri) : default_uri ();
  g_autofree char *location = NULL;

  /* Wrong options are found before anything is opened. */
  bounce_policy_init (&ledger->policy);
  if (!bounce_policy_override (&ledger->policy, policy, error))
    return NULL;
  ledger->store = bounce_ledger_uri_parse (name, &location, error);
  if (ledger->store == NULL)
    return NULL;
  ledger->handle = ledger->store->open (location, error);
  if (ledger->handle == NULL || !read_settings (ledger, error))
    return NULL;
  ledger->policy = ledger->stored;
  if (!bounce_policy_override (&ledger->policy, policy, error))
    return NULL;
  return g_steal_pointer (&ledger);
}

void
bounce_ledger_free (BounceLedger *ledger)
{
  if (ledger == NULL)
    return;
  if (ledger->handle != NULL)
    ledger->store->close (ledger->handle);
  g_free (ledger);
}

/* Makes RECORD an entry of BATCH, or none if it names no contact. */
static BounceEntry *
add_record (BounceBatch *batch, const BouncePolicy *policy,
            const BounceReport *report, const BounceRecord *record)
{
  const char *address = bounce_event_address (record, policy->key_final);
  g_autofree char *id = NULL;
  char status[BOUNCE_STATUS_SIZE], reply[BOUNCE_FIELD_BUFFER];
  BounceEntry *entry;
  BounceEvent event;

  if (address == NULL)
    return NULL;
  entry = bounce_batch_entry (batch, address);
  if (record->action == BOUNCE_ACTION_DELIVERED && policy->delivered_reset
      && record->date != G_MININT64)
    {
      entry->contact.delivered = record->date;
      entry->creates = TRUE;
    }
  if (record->action != BOUNCE_ACTION_FAILED)
    return entry;
  id = bounce_event_id (report, record);
  event = (BounceEvent){
    .id = id,
    .category = record->category != BOUNCE_CATEGORY_NONE
                    ? record->category
                    : BOUNCE_CATEGORY_UNKNOWN,
    .status = bounce_status_format (record->status, status),
    .reply_code
    = bounce_field_value (report, record, BOUNCE_FIELD_REPLY_CODE, reply),
    .evidence = record->evidence,
    .diagnostic = record->diagnostic,
    .remote_mta = record->remote_mta,
    .message_id = report->message_id,
    .date = record->date,
  };
  bounce_batch_set_event (batch, entry, &event);
  return entry;
}

gboolean
bounce_ledger_add (BounceLedger *ledger, BounceReport *const *reports, guint n,
                   GError **error)
{
  g_autoptr (BounceBatch) batch = bounce_batch_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < reports[i]->records->len; j++)
      {
        BounceRecord *record = bounce_report_record (reports[i], j);

        record->contact = NULL;
        if (add_record (batch, &ledger->policy, reports[i], record) != NULL)
          g_ptr_array_add (records, record);
      }
  if (!bounce_ledger_merge (ledger, batch, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      BounceRecord *record = g_ptr_array_index (records, i);
      const BounceEntry *entry
          = &g_array_index (batch->entries, BounceEntry, i);

      if (!entry->known)
        continue;
      record->soft_bounces = (gint64)entry->soft_bounces;
      record->contact = bounce_standing_name (entry->hard);
    }
  return TRUE;
}

gboolean
bounce_ledger_merge (BounceLedger *ledger, BounceBatch *batch, GError **error)
{
  return bounce_batch_store (batch, ledger->store, ledger->handle,
                             &ledger->policy, now (), error);
}

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
  EventScan scan = { &ledger->policy, now (), func, data };

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
  change->contact.reset = now ();
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

const char *const *
bounce_ledger_setting_names (void)
{
  return bounce_policy_names ();
}

char *
bounce_ledger_setting (const BounceLedger *ledger, const char *name)
{
  return bounce_policy_get (&ledger->policy, name);
}

char *
bounce_ledger_stored_setting (const BounceLedger *ledger, const char *name)
{
  return bounce_policy_get (&ledger->stored, name);
}

typedef struct
{
  BounceLedger *ledger;
  const char *name;
  const char *value;
} NewSetting;

/* A BounceWork. */
static gboolean
put_setting (gpointer data, GError **error)
{
  const NewSetting *setting = data;

  return setting->ledger->store->put_setting (
      setting->ledger->handle, setting->name, setting->value, error);
}

gboolean
bounce_ledger_set (BounceLedger *ledger, const char *name, const char *value,
                   GError **error)
{
  BouncePolicy policy = ledger->stored;
  g_autofree char *canonical = NULL;
  NewSetting setting = { ledger, name, NULL };

  if (!bounce_policy_set (&policy, name, value, error))
    return FALSE;
  setting.value = canonical = bounce_policy_get (&policy, name);
  if (!bounce_store_transact (ledger->store, ledger->handle, put_setting,
                              &setting, error))
    return FALSE;
  ledger->stored = policy;
  return bounce_policy_set (&ledger->policy, name, canonical, error);
}
