/* ledger-sqlite: the ledger in one file, for many processes of one host
   (https://www.sqlite.org/wal.html).  A commit is on the disk before it is
   reported.  The library is loaded when the first ledger is opened. */
#include "config.h"

#include <glib.h>

#include "ledger/sql.h"
#include "ledger/store-sqlite.h"
#include "ledger/store.h"

/* NULLs sort first in SQLite: what has no date comes last by its own rule. */
#define ROWS_OF_CONTACT "e.bounced_at IS NULL, e.bounced_at, e.event"

/* How many contacts are read by one statement: running it costs as much as
   reading one of them. */
#define SOME 100
#define TEN "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
#define HUNDRED                                                                \
  TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN  \
      ", " TEN

static const char *const texts[BOUNCE_SQLITE_STATEMENTS] = {
  [BOUNCE_SQLITE_TOUCH] = BOUNCE_SQL_INSERT_CONTACT
  "VALUES ($1, $2, $3, $4) ON CONFLICT (address) DO NOTHING",
  [BOUNCE_SQLITE_PUT_CONTACT]
  = BOUNCE_SQL_INSERT_CONTACT "VALUES ($1, $2, $3, $4)" BOUNCE_SQL_OVER_CONTACT,
  [BOUNCE_SQLITE_PUT_EVENT] = BOUNCE_SQL_INSERT_EVENT
  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)" BOUNCE_SQL_OVER_EVENT,
  [BOUNCE_SQLITE_READ_ONE]
  = BOUNCE_SQL_READ "WHERE c.address = $1 ORDER BY " ROWS_OF_CONTACT,
  [BOUNCE_SQLITE_READ_SOME] = BOUNCE_SQL_READ
  "WHERE c.address IN (" HUNDRED ") ORDER BY c.address, " ROWS_OF_CONTACT,
  [BOUNCE_SQLITE_READ_ALL]
  = BOUNCE_SQL_READ "ORDER BY c.address, " ROWS_OF_CONTACT,
  [BOUNCE_SQLITE_CLEAR] = BOUNCE_SQL_CLEAR,
  [BOUNCE_SQLITE_ERASE_EVENTS] = BOUNCE_SQL_ERASE_EVENTS,
  [BOUNCE_SQLITE_ERASE_CONTACT] = BOUNCE_SQL_ERASE_CONTACT,
  [BOUNCE_SQLITE_SETTINGS] = BOUNCE_SQL_SETTINGS,
  [BOUNCE_SQLITE_PUT_SETTING] = BOUNCE_SQL_PUT_SETTING,
};

static sqlite3_stmt *
prepare (BounceSqlite *store, BounceSqliteStatement sql, GError **error)
{
  int result;

  if (store->statements[sql] != NULL)
    return store->statements[sql];
  result = store->api.prepare_v3 (store->db, texts[sql], -1,
                                  SQLITE_PREPARE_PERSISTENT,
                                  &store->statements[sql], NULL);
  if (result != SQLITE_OK)
    bounce_sqlite_fail (store, result, error);
  return store->statements[sql];
}

/* Text that lives until the statement is stepped; NULL: none. */
static int
bind_text (BounceSqlite *store, sqlite3_stmt *statement, int i,
           const char *text)
{
  return store->api.bind_text (statement, i, text, -1, SQLITE_STATIC);
}

static int
bind_date (BounceSqlite *store, sqlite3_stmt *statement, int i, gint64 date)
{
  return date == G_MININT64 ? store->api.bind_null (statement, i)
                            : store->api.bind_int64 (statement, i, date);
}

/* Steps STATEMENT, which gives no rows, and makes it ready for the next use.
   BOUND is what binding its values said. */
static gboolean
finish (BounceSqlite *store, sqlite3_stmt *statement, int bound, GError **error)
{
  int result = bound;
  gboolean done;

  if (bound == SQLITE_OK)
    result = store->api.step (statement);
  done = bound == SQLITE_OK && result == SQLITE_DONE;
  if (!done)
    bounce_sqlite_fail (store, result, error);
  store->api.reset (statement);
  return done;
}

/* Runs SQL with FIRST and SECOND (NULL: it has only one value). */
static gboolean
run (BounceSqlite *store, BounceSqliteStatement sql, const char *first,
     const char *second, GError **error)
{
  sqlite3_stmt *statement = prepare (store, sql, error);
  int bound;

  if (statement == NULL)
    return FALSE;
  bound = bind_text (store, statement, 1, first);
  if (second != NULL)
    bound |= bind_text (store, statement, 2, second);
  return finish (store, statement, bound, error);
}

static gboolean
sqlite_begin (gpointer handle, GError **error)
{
  /* Only a transaction that is to write from its start can wait for others
     without ever having to begin anew. */
  return bounce_sqlite_run (handle, "BEGIN IMMEDIATE", error);
}

static gboolean
sqlite_commit (gpointer handle, GError **error)
{
  return bounce_sqlite_run (handle, "COMMIT", error);
}

static void
sqlite_undo (gpointer handle)
{
  BounceSqlite *store = handle;

  /* A full disk may have undone it already. */
  if (!store->api.get_autocommit (store->db))
    bounce_sqlite_run (handle, "ROLLBACK", NULL);
}

static gboolean
sqlite_may_retry (gpointer handle)
{
  (void)handle; /* the busy timeout has waited long enough */
  return FALSE;
}

static gboolean
write_contacts (BounceSqlite *store, BounceSqliteStatement sql,
                const BounceContact *contacts, guint n, GError **error)
{
  sqlite3_stmt *statement = prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      int bound = bind_text (store, statement, 1, contacts[i].key);

      bound |= bind_text (store, statement, 2, contacts[i].written);
      bound |= bind_date (store, statement, 3, contacts[i].delivered);
      bound |= bind_date (store, statement, 4, contacts[i].reset);
      if (!finish (store, statement, bound, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sqlite_touch (gpointer handle, const BounceContact *contacts, guint n,
              GError **error)
{
  return write_contacts (handle, BOUNCE_SQLITE_TOUCH, contacts, n, error);
}

static gboolean
sqlite_put_contacts (gpointer handle, const BounceContact *contacts, guint n,
                     GError **error)
{
  return write_contacts (handle, BOUNCE_SQLITE_PUT_CONTACT, contacts, n, error);
}

static int
bind_event (BounceSqlite *store, sqlite3_stmt *statement,
            const BounceEventRow *row)
{
  const BounceEvent *event = &row->event;
  const char *const values[] = {
    [BOUNCE_EVENT_ADDRESS] = row->key,
    [BOUNCE_EVENT_ID] = event->id,
    [BOUNCE_EVENT_CATEGORY] = bounce_category_slug (event->category),
    [BOUNCE_EVENT_STATUS] = event->status,
    [BOUNCE_EVENT_REPLY_CODE] = event->reply_code,
    [BOUNCE_EVENT_EVIDENCE] = event->evidence,
    [BOUNCE_EVENT_DIAGNOSTIC] = event->diagnostic,
    [BOUNCE_EVENT_REMOTE_MTA] = event->remote_mta,
    [BOUNCE_EVENT_MESSAGE_ID] = event->message_id,
  };
  int bound = SQLITE_OK;

  for (int i = 0; i < (int)G_N_ELEMENTS (values); i++)
    bound |= bind_text (store, statement, i + 1, values[i]);
  bound |= bind_date (store, statement, BOUNCE_EVENT_DATE + 1, event->date);
  bound |= store->api.bind_int64 (statement, BOUNCE_EVENT_CLEARED + 1,
                                  event->cleared);
  return bound;
}

static gboolean
sqlite_put_events (gpointer handle, const BounceEventRow *events, guint n,
                   GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement = prepare (store, BOUNCE_SQLITE_PUT_EVENT, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      int bound = bind_event (store, statement, &events[i]);

      if (!finish (store, statement, bound, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
get_text (BounceSqlite *store, sqlite3_stmt *row, int column)
{
  return (const char *)store->api.column_text (row, column);
}

static gint64
get_date (BounceSqlite *store, sqlite3_stmt *row, int column)
{
  return store->api.column_type (row, column) == SQLITE_NULL
             ? G_MININT64
             : store->api.column_int64 (row, column);
}

static const char *
get_event_text (BounceSqlite *store, sqlite3_stmt *row,
                BounceEventColumn column)
{
  return get_text (store, row, BOUNCE_SQL_READ_EVENT (column));
}

static void
emit_row (BounceSqlite *store, sqlite3_stmt *row, BounceRowFunc func,
          gpointer data)
{
  BounceContact contact
      = { .key = get_text (store, row, BOUNCE_CONTACT_ADDRESS),
          .written = get_text (store, row, BOUNCE_CONTACT_WRITTEN),
          .delivered = get_date (store, row, BOUNCE_CONTACT_DELIVERED),
          .reset = get_date (store, row, BOUNCE_CONTACT_RESET) };
  BounceEvent event = { .id = get_event_text (store, row, BOUNCE_EVENT_ID) };

  if (contact.key == NULL || contact.written == NULL)
    return; /* out of memory, which GLib does not survive either */
  if (event.id == NULL)
    {
      func (&contact, NULL, data);
      return;
    }
  event.category = bounce_category_from_slug (
      get_event_text (store, row, BOUNCE_EVENT_CATEGORY));
  event.status = get_event_text (store, row, BOUNCE_EVENT_STATUS);
  event.reply_code = get_event_text (store, row, BOUNCE_EVENT_REPLY_CODE);
  event.evidence = get_event_text (store, row, BOUNCE_EVENT_EVIDENCE);
  event.diagnostic = get_event_text (store, row, BOUNCE_EVENT_DIAGNOSTIC);
  event.remote_mta = get_event_text (store, row, BOUNCE_EVENT_REMOTE_MTA);
  event.message_id = get_event_text (store, row, BOUNCE_EVENT_MESSAGE_ID);
  event.date = get_date (store, row, BOUNCE_SQL_READ_EVENT (BOUNCE_EVENT_DATE));
  event.cleared = store->api.column_int64 (
                      row, BOUNCE_SQL_READ_EVENT (BOUNCE_EVENT_CLEARED))
                  != 0;
  func (&contact, &event, data);
}

static gboolean
emit_rows (BounceSqlite *store, sqlite3_stmt *statement, BounceRowFunc func,
           gpointer data, GError **error)
{
  int result;

  while ((result = store->api.step (statement)) == SQLITE_ROW)
    emit_row (store, statement, func, data);
  if (result != SQLITE_DONE)
    bounce_sqlite_fail (store, result, error);
  store->api.reset (statement);
  return result == SQLITE_DONE;
}

/* Reads the contacts of up to SIZE keys with SQL, which has as many
   parameters; those that are left are NULL, which equals nothing. */
static gboolean
read_keys (BounceSqlite *store, BounceSqliteStatement sql, guint size,
           const char *const *keys, guint n, BounceRowFunc func, gpointer data,
           GError **error)
{
  sqlite3_stmt *statement = prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < size; i++)
    {
      int bound
          = bind_text (store, statement, (int)i + 1, i < n ? keys[i] : NULL);

      if (bound != SQLITE_OK)
        return bounce_sqlite_fail (store, bound, error);
    }
  return emit_rows (store, statement, func, data, error);
}

static gboolean
read_all_keys (BounceSqlite *store, const char *const *keys, guint n,
               BounceRowFunc func, gpointer data, GError **error)
{
  gboolean done = TRUE;

  if (n == 1)
    return read_keys (store, BOUNCE_SQLITE_READ_ONE, 1, keys, n, func, data,
                      error);
  for (guint i = 0; i < n && done; i += SOME)
    done = read_keys (store, BOUNCE_SQLITE_READ_SOME, SOME, keys + i, n - i,
                      func, data, error);
  return done;
}

static gboolean
sqlite_read (gpointer handle, const char *const *keys, guint n,
             BounceRowFunc func, gpointer data, GError **error)
{
  BounceSqlite *store = handle;
  gboolean own = store->api.get_autocommit (store->db);
  sqlite3_stmt *statement;
  gboolean done = FALSE;

  /* One lock for all keys instead of one for each. */
  if (own && !bounce_sqlite_run (store, "BEGIN", error))
    return FALSE;
  if (keys != NULL)
    done = read_all_keys (store, keys, n, func, data, error);
  else if ((statement = prepare (store, BOUNCE_SQLITE_READ_ALL, error)) != NULL)
    done = emit_rows (store, statement, func, data, error);
  if (own)
    sqlite_undo (store);
  return done;
}

static gboolean
sqlite_clear (gpointer handle, const char *key, GError **error)
{
  return run (handle, BOUNCE_SQLITE_CLEAR, key, NULL, error);
}

static gboolean
sqlite_erase (gpointer handle, const char *key, GError **error)
{
  return run (handle, BOUNCE_SQLITE_ERASE_EVENTS, key, NULL, error)
         && run (handle, BOUNCE_SQLITE_ERASE_CONTACT, key, NULL, error);
}

static gboolean
sqlite_settings (gpointer handle, BounceSettingFunc func, gpointer data,
                 GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement = prepare (store, BOUNCE_SQLITE_SETTINGS, error);
  int result;

  if (statement == NULL)
    return FALSE;
  while ((result = store->api.step (statement)) == SQLITE_ROW)
    func (get_text (store, statement, 0), get_text (store, statement, 1), data);
  if (result != SQLITE_DONE)
    bounce_sqlite_fail (store, result, error);
  store->api.reset (statement);
  return result == SQLITE_DONE;
}

static gboolean
sqlite_put_setting (gpointer handle, const char *name, const char *value,
                    GError **error)
{
  return run (handle, BOUNCE_SQLITE_PUT_SETTING, name, value, error);
}

/* A BounceSettingFunc. */
static void
take_version (const char *name, const char *value, gpointer data)
{
  char **version = data;

  if (*version == NULL && g_str_equal (name, BOUNCE_SQL_VERSION_NAME))
    *version = g_strdup (value);
}

/* The version of the schema: 0 for a new file. */
static gboolean
read_version (BounceSqlite *store, guint *version, GError **error)
{
  g_autofree char *table = NULL;
  g_autofree char *value = NULL;

  *version = 0;
  if (!bounce_sqlite_query (store,
                            "SELECT name FROM sqlite_master "
                            "WHERE name = 'bouncecat_setting'",
                            &table, error))
    return FALSE;
  if (table == NULL)
    return TRUE;
  if (!sqlite_settings (store, take_version, &value, error))
    return FALSE;
  if (bounce_sql_check_version (value, version, error))
    return TRUE;
  g_prefix_error (error, "ledger %s: ", store->path);
  return FALSE;
}

/* A BounceSqlRun.  Rows kept in their primary key, not beside it: one search
   finds a contact, one more all of its events. */
static gboolean
run_schema (gpointer handle, const char *text, GError **error)
{
  g_autofree char *statement = g_strconcat (
      text, g_str_has_prefix (text, "CREATE TABLE") ? " WITHOUT ROWID" : NULL,
      NULL);

  return bounce_sqlite_run (handle, statement, error);
}

/* A BounceWork: what another process has done in the meantime is seen. */
static gboolean
migrate (gpointer data, GError **error)
{
  BounceSqlite *store = data;
  g_autofree char *newest = g_strdup_printf ("%d", BOUNCE_SQL_VERSION);
  guint version;

  return read_version (store, &version, error)
         && (version == BOUNCE_SQL_VERSION
             || (bounce_sql_migrate (version, run_schema, store, error)
                 && sqlite_put_setting (store, BOUNCE_SQL_VERSION_NAME, newest,
                                        error)));
}

/* On the disk before it is reported; 8 MB to hold pages in, and 16 to be
   gathered before it is moved into the file: a batch touches pages everywhere,
   for addresses come in no order. */
static const char *const pragmas[] = {
  "PRAGMA synchronous = FULL",
  "PRAGMA cache_size = -8192",
  "PRAGMA wal_autocheckpoint = 4096",
};

static gboolean
prepare_schema (BounceSqlite *store, GError **error)
{
  guint version;

  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    if (!bounce_sqlite_run (store, pragmas[i], error))
      return FALSE;
  if (!read_version (store, &version, error))
    return FALSE;
  if (version == BOUNCE_SQL_VERSION)
    return TRUE;
  return bounce_sqlite_use_wal (store, error)
         && bounce_store_transact (&bounce_store_sqlite, store, migrate, store,
                                   error);
}

static void
sqlite_close (gpointer handle)
{
  bounce_sqlite_close (handle);
}

static gpointer
sqlite_open (const char *location, GError **error)
{
  BounceSqlite *store = bounce_sqlite_open (location, error);

  if (store == NULL)
    return NULL;
  if (prepare_schema (store, error))
    return store;
  bounce_sqlite_close (store);
  return NULL;
}

const BounceStore bounce_store_sqlite = {
  .name = "sqlite",
  .open = sqlite_open,
  .close = sqlite_close,
  .begin = sqlite_begin,
  .commit = sqlite_commit,
  .undo = sqlite_undo,
  .may_retry = sqlite_may_retry,
  .touch = sqlite_touch,
  .read = sqlite_read,
  .put_contacts = sqlite_put_contacts,
  .put_events = sqlite_put_events,
  .clear = sqlite_clear,
  .erase = sqlite_erase,
  .settings = sqlite_settings,
  .put_setting = sqlite_put_setting,
};
