/* ledger-pgsql: the ledger in PostgreSQL, or in an engine that speaks its
   protocol, for more than one host.  Rows travel as arrays, so that a batch
   costs a handful of round trips.  A contact's row, locked first, is the
   queue in which processes wait that count for it. */
#include "config.h"

#ifdef HAVE_LIBPQ

#include <glib.h>

#include "ledger/pq.h"
#include "ledger/sql.h"
#include "ledger/store.h"

/* An upsert that changes nothing locks the row that is there. */
static const BouncePqStatement touch_contacts
    = { "bouncecat_touch", BOUNCE_SQL_INSERT_CONTACT
        "SELECT * FROM unnest($1::text[], $2::text[], "
        "$3::bigint[], $4::bigint[])"
        " ON CONFLICT (address) DO UPDATE SET "
        "written = bouncecat_contact.written" };
static const BouncePqStatement put_contacts
    = { "bouncecat_put_contacts", BOUNCE_SQL_INSERT_CONTACT
        "SELECT * FROM unnest($1::text[], $2::text[], "
        "$3::bigint[], $4::bigint[])" BOUNCE_SQL_OVER_CONTACT };
static const BouncePqStatement put_events
    = { "bouncecat_put_events", BOUNCE_SQL_INSERT_EVENT
        "SELECT * FROM unnest($1::text[], $2::text[], "
        "$3::text[], $4::text[], $5::text[], $6::text[], "
        "$7::text[], $8::text[], $9::text[], "
        "$10::bigint[], $11::bigint[])" BOUNCE_SQL_OVER_EVENT };

/* The order of bytes, whatever the collation of the database. */
#define ROWS_OF_CONTACT                                                        \
  "e.bounced_at IS NULL, e.bounced_at, convert_to(e.event, 'UTF8')"
static const BouncePqStatement read_some
    = { "bouncecat_read_some",
        BOUNCE_SQL_READ "WHERE c.address = ANY($1::text[]) "
                        "ORDER BY c.address, " ROWS_OF_CONTACT };
static const BouncePqStatement read_all
    = { "bouncecat_read_all", BOUNCE_SQL_READ
        "ORDER BY convert_to(c.address, 'UTF8'), " ROWS_OF_CONTACT };
static const BouncePqStatement clear_events
    = { "bouncecat_clear", BOUNCE_SQL_CLEAR };
static const BouncePqStatement erase_events
    = { "bouncecat_erase_events", BOUNCE_SQL_ERASE_EVENTS };
static const BouncePqStatement erase_contact
    = { "bouncecat_erase_contact", BOUNCE_SQL_ERASE_CONTACT };
static const BouncePqStatement settings
    = { "bouncecat_settings", BOUNCE_SQL_SETTINGS };
static const BouncePqStatement put_setting
    = { "bouncecat_put_setting", BOUNCE_SQL_PUT_SETTING };

static gboolean
pgsql_begin (gpointer handle, GError **error)
{
  return bounce_pq_run (handle, "BEGIN", error);
}

static gboolean
pgsql_commit (gpointer handle, GError **error)
{
  return bounce_pq_run (handle, "COMMIT", error);
}

static void
pgsql_undo (gpointer handle)
{
  bounce_pq_rollback (handle);
}

static gboolean
pgsql_may_retry (gpointer handle)
{
  return bounce_pq_failure (handle) == BOUNCE_PQ_CONFLICT
         && bounce_pq_is_alive (handle);
}

/* The columns of several rows, each an array literal. */
static void
columns_init (GString **columns, guint n)
{
  for (guint i = 0; i < n; i++)
    columns[i] = g_string_new (NULL);
}

/* Runs STATEMENT with the N columns and frees them. */
static gboolean
columns_run (BouncePq *pq, const BouncePqStatement *statement,
             GString **columns, guint n, GError **error)
{
  const char *values[BOUNCE_EVENT_COLUMNS];
  gboolean done;

  g_assert (n <= G_N_ELEMENTS (values));
  for (guint i = 0; i < n; i++)
    values[i] = bounce_pq_array_end (columns[i]);
  done = bounce_pq_query (pq, statement, values, n, NULL, NULL, error);
  for (guint i = 0; i < n; i++)
    g_string_free (columns[i], TRUE);
  return done;
}

static gboolean
write_contacts (BouncePq *pq, const BouncePqStatement *statement,
                const BounceContact *contacts, guint n, GError **error)
{
  GString *columns[BOUNCE_CONTACT_COLUMNS];

  columns_init (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n; i++)
    {
      bounce_pq_array_text (columns[BOUNCE_CONTACT_ADDRESS], contacts[i].key);
      bounce_pq_array_text (columns[BOUNCE_CONTACT_WRITTEN],
                            contacts[i].written);
      bounce_pq_array_date (columns[BOUNCE_CONTACT_DELIVERED],
                            contacts[i].delivered);
      bounce_pq_array_date (columns[BOUNCE_CONTACT_RESET], contacts[i].reset);
    }
  return columns_run (pq, statement, columns, G_N_ELEMENTS (columns), error);
}

static gboolean
pgsql_touch (gpointer handle, const BounceContact *contacts, guint n,
             GError **error)
{
  return write_contacts (handle, &touch_contacts, contacts, n, error);
}

static gboolean
pgsql_put_contacts (gpointer handle, const BounceContact *contacts, guint n,
                    GError **error)
{
  return write_contacts (handle, &put_contacts, contacts, n, error);
}

static gboolean
pgsql_put_events (gpointer handle, const BounceEventRow *events, guint n,
                  GError **error)
{
  GString *columns[BOUNCE_EVENT_COLUMNS];

  columns_init (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n; i++)
    {
      const BounceEvent *event = &events[i].event;
      const char *const texts[] = {
        [BOUNCE_EVENT_ADDRESS] = events[i].key,
        [BOUNCE_EVENT_ID] = event->id,
        [BOUNCE_EVENT_CATEGORY] = bounce_category_slug (event->category),
        [BOUNCE_EVENT_STATUS] = event->status,
        [BOUNCE_EVENT_REPLY_CODE] = event->reply_code,
        [BOUNCE_EVENT_EVIDENCE] = event->evidence,
        [BOUNCE_EVENT_DIAGNOSTIC] = event->diagnostic,
        [BOUNCE_EVENT_REMOTE_MTA] = event->remote_mta,
        [BOUNCE_EVENT_MESSAGE_ID] = event->message_id,
      };

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        bounce_pq_array_text (columns[j], texts[j]);
      bounce_pq_array_date (columns[BOUNCE_EVENT_DATE], event->date);
      bounce_pq_array_date (columns[BOUNCE_EVENT_CLEARED], event->cleared);
    }
  return columns_run (handle, &put_events, columns, G_N_ELEMENTS (columns),
                      error);
}

typedef struct
{
  BounceRowFunc func;
  gpointer data;
} Rows;

static const char *
event_text (BouncePq *pq, const PGresult *row, BounceEventColumn column)
{
  return bounce_pq_text (pq, row, BOUNCE_SQL_READ_EVENT (column));
}

/* A BouncePqRow. */
static void
emit_row (BouncePq *pq, const PGresult *row, gpointer data)
{
  const Rows *rows = data;
  BounceContact contact
      = { .key = bounce_pq_text (pq, row, BOUNCE_CONTACT_ADDRESS),
          .written = bounce_pq_text (pq, row, BOUNCE_CONTACT_WRITTEN),
          .delivered = bounce_pq_date (pq, row, BOUNCE_CONTACT_DELIVERED),
          .reset = bounce_pq_date (pq, row, BOUNCE_CONTACT_RESET) };
  BounceEvent event = { .id = event_text (pq, row, BOUNCE_EVENT_ID) };

  if (event.id == NULL)
    {
      rows->func (&contact, NULL, rows->data);
      return;
    }
  event.category
      = bounce_category_from_slug (event_text (pq, row, BOUNCE_EVENT_CATEGORY));
  event.status = event_text (pq, row, BOUNCE_EVENT_STATUS);
  event.reply_code = event_text (pq, row, BOUNCE_EVENT_REPLY_CODE);
  event.evidence = event_text (pq, row, BOUNCE_EVENT_EVIDENCE);
  event.diagnostic = event_text (pq, row, BOUNCE_EVENT_DIAGNOSTIC);
  event.remote_mta = event_text (pq, row, BOUNCE_EVENT_REMOTE_MTA);
  event.message_id = event_text (pq, row, BOUNCE_EVENT_MESSAGE_ID);
  event.date
      = bounce_pq_date (pq, row, BOUNCE_SQL_READ_EVENT (BOUNCE_EVENT_DATE));
  event.cleared
      = bounce_pq_date (pq, row, BOUNCE_SQL_READ_EVENT (BOUNCE_EVENT_CLEARED))
        != 0;
  rows->func (&contact, &event, rows->data);
}

static gboolean
pgsql_read (gpointer handle, const char *const *keys, guint n,
            BounceRowFunc func, gpointer data, GError **error)
{
  g_autoptr (GString) array = g_string_new (NULL);
  Rows rows = { func, data };
  const char *value;

  if (keys == NULL)
    return bounce_pq_query (handle, &read_all, NULL, 0, emit_row, &rows, error);
  for (guint i = 0; i < n; i++)
    bounce_pq_array_text (array, keys[i]);
  value = bounce_pq_array_end (array);
  return bounce_pq_query (handle, &read_some, &value, 1, emit_row, &rows,
                          error);
}

static gboolean
pgsql_clear (gpointer handle, const char *key, GError **error)
{
  return bounce_pq_query (handle, &clear_events, &key, 1, NULL, NULL, error);
}

static gboolean
pgsql_erase (gpointer handle, const char *key, GError **error)
{
  return bounce_pq_query (handle, &erase_events, &key, 1, NULL, NULL, error)
         && bounce_pq_query (handle, &erase_contact, &key, 1, NULL, NULL,
                             error);
}

typedef struct
{
  BounceSettingFunc func;
  gpointer data;
} Settings;

/* A BouncePqRow. */
static void
emit_setting (BouncePq *pq, const PGresult *row, gpointer data)
{
  const Settings *to = data;

  to->func (bounce_pq_text (pq, row, 0), bounce_pq_text (pq, row, 1), to->data);
}

static gboolean
pgsql_settings (gpointer handle, BounceSettingFunc func, gpointer data,
                GError **error)
{
  Settings to = { func, data };

  return bounce_pq_query (handle, &settings, NULL, 0, emit_setting, &to, error);
}

static gboolean
pgsql_put_setting (gpointer handle, const char *name, const char *value,
                   GError **error)
{
  const char *const values[] = { name, value };

  return bounce_pq_query (handle, &put_setting, values, 2, NULL, NULL, error);
}

/* A BounceSettingFunc. */
static void
take_version (const char *name, const char *value, gpointer data)
{
  char **version = data;

  if (*version == NULL && g_str_equal (name, BOUNCE_SQL_VERSION_NAME))
    *version = g_strdup (value);
}

/* The version of the schema: 0 where there are no tables. */
static gboolean
read_version (BouncePq *pq, guint *version, GError **error)
{
  g_autofree char *value = NULL;
  GError *failure = NULL;

  *version = 0;
  if (pgsql_settings (pq, take_version, &value, &failure))
    {
      if (bounce_sql_check_version (value, version, error))
        return TRUE;
      g_prefix_error (error, "PostgreSQL ledger: ");
      return FALSE;
    }
  if (bounce_pq_failure (pq) != BOUNCE_PQ_NO_TABLE)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  return TRUE;
}

static gboolean
run_text (gpointer handle, const char *text, GError **error)
{
  return bounce_pq_run (handle, text, error);
}

typedef struct
{
  BouncePq *pq;
  guint from;
} Migration;

/* A BounceWork. */
static gboolean
migrate (gpointer data, GError **error)
{
  const Migration *migration = data;
  g_autofree char *newest = g_strdup_printf ("%d", BOUNCE_SQL_VERSION);

  return bounce_sql_migrate (migration->from, run_text, migration->pq, error)
         && pgsql_put_setting (migration->pq, BOUNCE_SQL_VERSION_NAME, newest,
                               error);
}

/* Many processes may find an empty database at once: one makes the tables, and
   the others, told that they exist, look again. */
static gboolean
prepare_schema (BouncePq *pq, GError **error)
{
  for (int tries = 1;; tries++)
    {
      Migration migration = { pq, 0 };
      GError *failure = NULL;

      if (!read_version (pq, &migration.from, error))
        return FALSE;
      if (migration.from == BOUNCE_SQL_VERSION
          || bounce_store_transact (&bounce_store_pgsql, pq, migrate,
                                    &migration, &failure))
        return TRUE;
      if (tries == 20 || bounce_pq_failure (pq) != BOUNCE_PQ_EXISTS)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_error_free (failure);
      g_usleep ((gulong)g_random_int_range (1000, 50000));
    }
}

static gpointer
pgsql_open (const char *location, GError **error)
{
  BouncePq *pq = bounce_pq_open (location, error);

  if (pq == NULL)
    return NULL;
  if (bounce_pq_run (pq, "SET lock_timeout = '30s'", error)
      && prepare_schema (pq, error))
    return pq;
  bounce_pq_close (pq);
  return NULL;
}

static void
pgsql_close (gpointer handle)
{
  bounce_pq_close (handle);
}

const BounceStore bounce_store_pgsql = {
  .name = "postgresql",
  .open = pgsql_open,
  .close = pgsql_close,
  .begin = pgsql_begin,
  .commit = pgsql_commit,
  .undo = pgsql_undo,
  .may_retry = pgsql_may_retry,
  .touch = pgsql_touch,
  .read = pgsql_read,
  .put_contacts = pgsql_put_contacts,
  .put_events = pgsql_put_events,
  .clear = pgsql_clear,
  .erase = pgsql_erase,
  .settings = pgsql_settings,
  .put_setting = pgsql_put_setting,
};

#endif /* HAVE_LIBPQ */
