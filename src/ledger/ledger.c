/* ledger: opens the store of a URI with its policy, and puts records into it.
   The environment and the default file are looked at here and nowhere else. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/entry.h"
#include "ledger/keep-out.h"
#include "ledger/ledger.h"
#include "ledger/open.h"
#include "ledger/rekey.h"
#include "ledger/uri.h"

typedef struct
{
  BounceLedger *ledger;
  gboolean repair;
  GError *error; /* the first, or NULL */
} Settings;

static void
take_policy (Settings *settings, const char *name, const char *value)
{
  g_autoptr (GError) failure = NULL;

  if (settings->error != NULL
      || bounce_policy_set (&settings->ledger->stored, name, value, &failure)
      || settings->repair)
    return;
  g_set_error (&settings->error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
               "stored in the ledger: %s (bouncetally set %s VALUE repairs it)",
               failure->message, name);
}

/* A BounceSettingFunc.  A name that this version does not know is one of a
   later version with the same schema: it leaves it alone. */
static void
take_setting (const char *name, const char *value, gpointer data)
{
  Settings *settings = data;
  BounceLedger *ledger = settings->ledger;

  if (g_strv_contains (bounce_policy_names (), name))
    take_policy (settings, name, value);
  else if (strcmp (name, BOUNCE_SETTING_PRUNED) == 0)
    ledger->pruned = g_ascii_strtoll (value, NULL, 10);
  else if (strcmp (name, BOUNCE_SETTING_KEYS) == 0)
    ledger->keys_are_old = FALSE;
  else if (strcmp (name, BOUNCE_KEEP_OUT_NAME) == 0)
    {
      g_free (ledger->keep_out);
      ledger->keep_out = g_strdup (value);
    }
}

static gboolean
read_settings (BounceLedger *ledger, gboolean repair, GError **error)
{
  Settings settings = { ledger, repair, NULL };

  bounce_policy_init (&ledger->stored);
  ledger->pruned = G_MININT64;
  ledger->keys_are_old = TRUE;
  if (!ledger->store->settings (ledger->handle, take_setting, &settings, error))
    {
      g_clear_error (&settings.error);
      return FALSE;
    }
  if (settings.error == NULL)
    return TRUE;
  g_propagate_error (error, settings.error);
  return FALSE;
}

typedef struct
{
  BounceLedger *ledger;
  GString *last;
  gboolean more; /* the last one was a domain */
} Domains;

static void
free_domain (gpointer pointer)
{
  BounceDomain *domain = pointer;

  g_free (domain->reason);
  g_free (domain);
}

/* A BounceRowFunc. */
static void
take_domain (const BounceContact *contact, const BounceEvent *event,
             gpointer data)
{
  Domains *domains = data;
  BounceDomain *domain;

  (void)event;
  domains->more = *contact->key == '@';
  g_string_assign (domains->last, contact->key);
  if (!domains->more || contact->suppressed == G_MININT64
      || contact->suppressed < contact->reset)
    return;
  if (domains->ledger->domains == NULL)
    domains->ledger->domains
        = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_domain);
  domain = g_new0 (BounceDomain, 1);
  domain->since = contact->suppressed;
  domain->reason = g_strdup (contact->reason);
  g_hash_table_insert (domains->ledger->domains, g_strdup (contact->key),
                       domain);
}

/* The domains that are suppressed: "@domain" among the contacts. */
static gboolean
read_domains (BounceLedger *ledger, GError **error)
{
  Domains domains = { ledger, g_string_new ("@"), FALSE };
  guint limit = 1; /* mostly there is none */
  gboolean done;

  do
    {
      domains.more = FALSE;
      done = ledger->store->read_after (ledger->handle, domains.last->str,
                                        limit, BOUNCE_READ_COUNTS, take_domain,
                                        &domains, error);
      limit = 1000;
    }
  while (done && domains.more);
  g_string_free (domains.last, TRUE);
  return done;
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
bounce_ledger_open (const char *uri, const BounceLedgerOptions *options,
                    GError **error)
{
  g_autoptr (BounceLedger) ledger = g_new0 (BounceLedger, 1);
  g_autofree char *name = uri != NULL ? g_strdup (uri) : default_uri ();
  g_autofree char *location = NULL;

  /* Wrong options are found before anything is opened. */
  bounce_policy_init (&ledger->policy);
  if (!bounce_policy_override (&ledger->policy, options->policy, error))
    return NULL;
  ledger->lock_wait = options->lock_wait;
  ledger->store = bounce_ledger_uri_parse (name, &location, error);
  if (ledger->store == NULL)
    return NULL;
  ledger->handle = ledger->store->open (location, options->mode,
                                        options->lock_wait, error);
  if (ledger->handle == NULL || !read_settings (ledger, options->repair, error))
    return NULL;
  ledger->policy = ledger->stored;
  if (!bounce_policy_override (&ledger->policy, options->policy, error)
      || (ledger->keys_are_old && !bounce_ledger_rekey (ledger, error))
      || !read_domains (ledger, error))
    return NULL;
  return g_steal_pointer (&ledger);
}

char *
bounce_ledger_remark (const BounceLedger *ledger)
{
  const char *category = ledger->store->unknown_category (ledger->handle);

  if (category == NULL)
    return NULL;
  return g_strdup_printf ("the ledger has bounces of the category '%s', which "
                          "this version does not know; they count as unknown: "
                          "upgrade bouncecat",
                          category);
}

void
bounce_ledger_free (BounceLedger *ledger)
{
  if (ledger == NULL)
    return;
  if (ledger->handle != NULL)
    ledger->store->close (ledger->handle);
  if (ledger->domains != NULL)
    g_hash_table_destroy (ledger->domains);
  g_free (ledger->keep_out);
  g_free (ledger);
}

gboolean
bounce_ledger_add (BounceLedger *ledger, BounceResult *const *results, guint n,
                   GError **error)
{
  g_autoptr (BounceBatch) batch = bounce_batch_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  gint64 now = bounce_ledger_now ();

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < results[i]->records->len; j++)
      {
        BounceRecord *record = bounce_result_record (results[i], j);

        record->contact = NULL;
        if (bounce_entry_of_record (batch, &ledger->policy, now, results[i],
                                    record)
            != NULL)
          g_ptr_array_add (records, record);
      }
  if (!bounce_open_merge (ledger, batch, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      BounceRecord *record = g_ptr_array_index (records, i);
      const BounceEntry *entry
          = &g_array_index (batch->entries, BounceEntry, i);

      if (!entry->known)
        continue;
      record->soft_bounces = (gint64)entry->soft_bounces;
      record->contact = bounce_contact_state_name (entry->state);
    }
  return TRUE;
}

gboolean
bounce_ledger_merge (BounceLedger *ledger, BounceBatch *batch, GError **error)
{
  return bounce_open_merge (ledger, batch, error);
}

/* A BounceRowFunc. */
static void
note_row (const BounceContact *contact, const BounceEvent *event, gpointer data)
{
  (void)contact;
  (void)event;
  *(gboolean *)data = FALSE;
}

gboolean
bounce_ledger_is_empty (BounceLedger *ledger, gboolean *empty, GError **error)
{
  *empty = TRUE;
  return ledger->store->read_after (ledger->handle, "", 1, BOUNCE_READ_COUNTS,
                                    note_row, empty, error);
}
