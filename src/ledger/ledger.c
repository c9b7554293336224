/* ledger: a URI and options become an open store with its policy, and records
   go into it.  The clock, the environment and the default file are looked at
   here and nowhere else. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "ledger/batch.h"
#include "ledger/event.h"
#include "ledger/open.h"
#include "ledger/uri.h"

G_DEFINE_QUARK (bounce - ledger - error - quark, bounce_ledger_error)

int
bounce_ledger_exit_status (const GError *error)
{
  static const int statuses[] = {
    [BOUNCE_LEDGER_ERROR_USAGE] = EX_USAGE,
    [BOUNCE_LEDGER_ERROR_AGAIN] = EX_TEMPFAIL,
    [BOUNCE_LEDGER_ERROR_WRITE] = EX_TEMPFAIL,
    [BOUNCE_LEDGER_ERROR_DATA] = EX_DATAERR,
  };

  g_return_val_if_fail (error->domain == BOUNCE_LEDGER_ERROR, EX_SOFTWARE);
  return statuses[error->code];
}

gint64
bounce_ledger_now (void)
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
            const BounceResult *report, const BounceRecord *record)
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
bounce_ledger_add (BounceLedger *ledger, BounceResult *const *reports, guint n,
                   GError **error)
{
  g_autoptr (BounceBatch) batch = bounce_batch_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < reports[i]->records->len; j++)
      {
        BounceRecord *record = bounce_result_record (reports[i], j);

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
                             &ledger->policy, bounce_ledger_now (), error);
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
