/* store-pgsql: the ledger in PostgreSQL, or in an engine that speaks its
   protocol, for more than one host.  Rows travel as arrays, so that a batch
   costs a handful of round trips.  A contact's row, locked first, is the
   queue in which processes wait that count for it. */
#include "config.h"

#ifdef HAVE_LIBPQ

#include <glib.h>

#include "ledger/pgsql-rows.h"
#include "ledger/pgsql-schema.h"
#include "ledger/pgsql-statements.h"
#include "ledger/pq.h"
#include "ledger/sql.h"
#include "ledger/store.h"

#define STATEMENT(name) (&bounce_pgsql_statements[BOUNCE_PGSQL_##name])

static gboolean
pgsql_begin (gpointer handle, GError **error)
{
  return bounce_pq_revive (handle, error)
         && bounce_pq_run (handle, "BEGIN", error);
}

static gboolean
pgsql_commit (gpointer handle, GError **error)
{
  return bounce_pq_run (handle, "COMMIT", error);
}

static void
pgsql_rollback (gpointer handle)
{
  bounce_pq_rollback (handle);
}

/* Whatever a transaction has stored before the connection was lost: the same
   again counts nothing. */
static gboolean
pgsql_may_retry (gpointer handle)
{
  return bounce_pq_failure (handle) == BOUNCE_PQ_CONFLICT
         || !bounce_pq_is_alive (handle);
}

static gboolean
write_contacts (BouncePq *pq, const BouncePqStatement *statement,
                const BounceContact *contacts, guint n, GError **error)
{
  GString *columns[BOUNCE_SQL_CONTACT_COLUMNS];

  bounce_pgsql_columns_init (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n; i++)
    bounce_pgsql_columns_add (pq, columns, bounce_sql_contact,
                              G_N_ELEMENTS (columns), &contacts[i]);
  return bounce_pgsql_columns_run (pq, statement, columns,
                                   G_N_ELEMENTS (columns), NULL, NULL, error);
}

static gboolean
run_with_keys (BouncePq *pq, const BouncePqStatement *statement,
               const char *const *keys, guint n, BouncePqRow func,
               gpointer data, GError **error)
{
  GString *column = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    bounce_pq_array_text (pq, column, keys[i]);
  return bounce_pgsql_columns_run (pq, statement, &column, 1, func, data,
                                   error);
}

/* Runs STATEMENT with the keys and ids of EVENTS. */
static gboolean
run_with_ids (BouncePq *pq, const BouncePqStatement *statement,
              const BounceEventRow *events, guint n, BouncePqRow func,
              gpointer data, GError **error)
{
  GString *columns[2];

  bounce_pgsql_columns_init (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n; i++)
    {
      bounce_pq_array_text (pq, columns[0], events[i].key);
      bounce_pq_array_text (pq, columns[1], events[i].event.id);
    }
  return bounce_pgsql_columns_run (pq, statement, columns,
                                   G_N_ELEMENTS (columns), func, data, error);
}

static gboolean
pgsql_lock (gpointer handle, const BounceContact *contacts, guint n,
            gboolean make, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  if (make)
    return write_contacts (handle, STATEMENT (MAKE_CONTACTS), contacts, n,
                           error);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (keys, (gpointer)contacts[i].key);
  return run_with_keys (handle, STATEMENT (LOCK_CONTACTS),
                        (const char *const *)keys->pdata, n, NULL, NULL, error);
}

static gboolean
pgsql_upsert_contacts (gpointer handle, const BounceContact *contacts, guint n,
                       GError **error)
{
  return write_contacts (handle, STATEMENT (UPSERT_CONTACTS), contacts, n,
                         error);
}

static gboolean
pgsql_upsert_events (gpointer handle, const BounceEventRow *events, guint n,
                     GError **error)
{
  GString *columns[2 + BOUNCE_SQL_EVENT_COLUMNS];

  bounce_pgsql_columns_init (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n; i++)
    {
      bounce_pq_array_text (handle, columns[0], events[i].key);
      bounce_pgsql_columns_add (handle, columns + 1, bounce_sql_event,
                                BOUNCE_SQL_EVENT_COLUMNS, &events[i].event);
      bounce_pq_array_number (columns[1 + BOUNCE_SQL_EVENT_COLUMNS],
                              events[i].busy ? 1 : G_MININT64);
    }
  return bounce_pgsql_columns_run (handle, STATEMENT (UPSERT_EVENTS), columns,
                                   G_N_ELEMENTS (columns), NULL, NULL, error);
}

static gboolean
pgsql_mark_busy (gpointer handle, const char *const *keys, guint n,
                 GError **error)
{
  return run_with_keys (handle, STATEMENT (MARK_BUSY), keys, n, NULL, NULL,
                        error);
}

typedef struct
{
  BounceRowFunc func;
  gpointer data;
} Rows;

/* A BouncePqRow. */
static void
emit_row (BouncePq *pq, const PGresult *row, gpointer data)
{
  const Rows *rows = data;
  BounceContact contact;
  BounceEvent event;

  bounce_pgsql_row (pq, row, 0, bounce_sql_contact, BOUNCE_SQL_CONTACT_COLUMNS,
                    &contact);
  bounce_pgsql_row (pq, row, BOUNCE_SQL_CONTACT_COLUMNS, bounce_sql_event,
                    BOUNCE_SQL_EVENT_COLUMNS, &event);
  rows->func (&contact, event.id != NULL ? &event : NULL, rows->data);
}

/* A BouncePqRow. */
static void
emit_event (BouncePq *pq, const PGresult *row, gpointer data)
{
  const Rows *rows = data;
  BounceContact contact = BOUNCE_CONTACT_INIT;
  BounceEvent event;

  contact.key = bounce_pq_text (pq, row, 0);
  bounce_pgsql_row (pq, row, 1, bounce_sql_event, BOUNCE_SQL_EVENT_COLUMNS,
                    &event);
  rows->func (&contact, &event, rows->data);
}

static gboolean
pgsql_read (gpointer handle, const char *const *keys, guint n,
            BounceReadDetail detail, BounceRowFunc func, gpointer data,
            GError **error)
{
  Rows rows = { func, data };

  return run_with_keys (
      handle, &bounce_pgsql_statements[BOUNCE_PGSQL_READ_COUNTS + (int)detail],
      keys, n, emit_row, &rows, error);
}

static gboolean
pgsql_read_after (gpointer handle, const char *after, guint limit,
                  BounceReadDetail detail, BounceRowFunc func, gpointer data,
                  GError **error)
{
  Rows rows = { func, data };
  g_autofree char *key = bounce_pq_value (handle, after);
  g_autofree char *number = g_strdup_printf ("%u", limit);
  const char *const values[] = { key, number };

  return bounce_pq_query (
      handle, &bounce_pgsql_statements[BOUNCE_PGSQL_AFTER_COUNTS + (int)detail],
      values, 2, emit_row, &rows, error);
}

typedef struct
{
  BounceKeyFunc func;
  gpointer data;
} Keys;

/* A BouncePqRow. */
static void
emit_key (BouncePq *pq, const PGresult *row, gpointer data)
{
  const Keys *keys = data;

  keys->func (bounce_pq_text (pq, row, 0), keys->data);
}

static gboolean
pgsql_changed_after (gpointer handle, gint64 since, const char *after,
                     guint limit, BounceKeyFunc func, gpointer data,
                     GError **error)
{
  Keys keys = { func, data };
  g_autofree char *key = bounce_pq_value (handle, after);
  g_autofree char *date = g_strdup_printf ("%" G_GINT64_FORMAT, since);
  g_autofree char *number = g_strdup_printf ("%u", limit);
  const char *const values[] = { date, key, number };

  return bounce_pq_query (handle, STATEMENT (CHANGED_AFTER), values, 3,
                          emit_key, &keys, error);
}

static gboolean
pgsql_read_events (gpointer handle, const BounceEventRow *events, guint n,
                   BounceRowFunc func, gpointer data, GError **error)
{
  Rows rows = { func, data };

  return run_with_ids (handle, STATEMENT (READ_SOME), events, n, emit_event,
                       &rows, error);
}

static gboolean
pgsql_read_from (gpointer handle, const char *key,
                 const BounceEventStart *starts, guint n, guint limit,
                 BounceRowFunc func, gpointer data, GError **error)
{
  Rows rows = { func, data };
  GString *columns[3];
  g_autofree char *address = bounce_pq_value (handle, key);
  g_autofree char *number = g_strdup_printf ("%u", limit);
  const char *values[] = { address, number, NULL, NULL, NULL };
  gboolean done;

  bounce_pgsql_columns_init (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n; i++)
    {
      bounce_pq_array_text (handle, columns[0],
                            bounce_category_slug (starts[i].category));
      /* G_MININT64 is NULL there */
      bounce_pq_array_number (columns[1], MAX (starts[i].time, -G_MAXINT64));
      bounce_pq_array_text (handle, columns[2], starts[i].id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    values[2 + i] = bounce_pq_array_end (columns[i]);
  done = bounce_pq_query (handle, STATEMENT (READ_FROM), values,
                          G_N_ELEMENTS (values), emit_event, &rows, error);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_free (columns[i], TRUE);
  return done;
}

static gboolean
pgsql_read_each (gpointer handle, const char *key, BounceRowFunc func,
                 gpointer data, GError **error)
{
  Rows rows = { func, data };
  g_autofree char *address = bounce_pq_value (handle, key);
  const char *values[] = { address };

  return bounce_pq_query (handle, STATEMENT (READ_EACH), values,
                          G_N_ELEMENTS (values), emit_event, &rows, error);
}

static gboolean
pgsql_erase_contacts (gpointer handle, const char *const *keys, guint n,
                      GError **error)
{
  return run_with_keys (handle, STATEMENT (ERASE_EVENTS), keys, n, NULL, NULL,
                        error)
         && run_with_keys (handle, STATEMENT (ERASE_CONTACTS), keys, n, NULL,
                           NULL, error);
}

static gboolean
pgsql_erase_events (gpointer handle, const BounceEventRow *events, guint n,
                    GError **error)
{
  return run_with_ids (handle, STATEMENT (ERASE_SOME), events, n, NULL, NULL,
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

  return bounce_pq_query (handle, STATEMENT (SETTINGS), NULL, 0, emit_setting,
                          &to, error);
}

static gboolean
pgsql_upsert_setting (gpointer handle, const char *name, const char *value,
                      GError **error)
{
  g_autofree char *escaped = bounce_pq_value (handle, value);
  const char *const values[] = { name, escaped };

  return bounce_pq_query (handle, STATEMENT (UPSERT_SETTING), values, 2, NULL,
                          NULL, error);
}

static const char *
pgsql_unknown_category (gpointer handle)
{
  return *bounce_pq_unknown (handle);
}

static gpointer
pgsql_open (const char *location, BounceOpenMode mode, guint lock_wait,
            GError **error)
{
  BouncePq *pq = bounce_pq_open (location, lock_wait, error);

  if (pq == NULL)
    return NULL;
  if (bounce_pgsql_prepare_schema (pq, &bounce_store_pgsql, mode, lock_wait,
                                   error))
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
  .rollback = pgsql_rollback,
  .may_retry = pgsql_may_retry,
  .lock = pgsql_lock,
  .read = pgsql_read,
  .read_after = pgsql_read_after,
  .changed_after = pgsql_changed_after,
  .read_events = pgsql_read_events,
  .upsert_contacts = pgsql_upsert_contacts,
  .upsert_events = pgsql_upsert_events,
  .mark_busy = pgsql_mark_busy,
  .read_from = pgsql_read_from,
  .read_each = pgsql_read_each,
  .erase_contacts = pgsql_erase_contacts,
  .erase_events = pgsql_erase_events,
  .settings = pgsql_settings,
  .upsert_setting = pgsql_upsert_setting,
  .unknown_category = pgsql_unknown_category,
};

#endif /* HAVE_LIBPQ */
