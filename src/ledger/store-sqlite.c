/* store-sqlite: the ledger in one file, for many processes of one host
   (https://www.sqlite.org/wal.html).  A commit is on the disk before it is
   reported. */
#include "config.h"

#include <glib.h>

#include "ledger/sql.h"
#include "ledger/store-sqlite.h"
#include "ledger/store.h"

/* How many contacts are read by one statement: running it costs as much as
   reading one of them. */
#define SOME 100
#define TEN "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
#define HUNDRED                                                                \
  TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN  \
      ", " TEN
#define OF_SOME "WHERE c.address IN (" HUNDRED ") " BOUNCE_SQL_ORDER

#define CONTACT_VALUES "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"

static const char *const texts[BOUNCE_SQLITE_STATEMENTS] = {
  [BOUNCE_SQLITE_MAKE_CONTACT] = BOUNCE_SQL_INSERT_CONTACT CONTACT_VALUES
  " ON CONFLICT (address) DO NOTHING",
  [BOUNCE_SQLITE_PUT_CONTACT]
  = BOUNCE_SQL_INSERT_CONTACT CONTACT_VALUES BOUNCE_SQL_OVER_CONTACT,
  [BOUNCE_SQLITE_PUT_EVENT]
  = BOUNCE_SQL_INSERT_EVENT "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                            "$11, $12)" BOUNCE_SQL_OVER_EVENT,
  [BOUNCE_SQLITE_READ_COUNTS] = BOUNCE_SQL_SELECT_LEAN BOUNCE_SQL_CONTACTS
      BOUNCE_SQL_WITH_FEW_EVENTS OF_SOME,
  [BOUNCE_SQLITE_READ_EVENTS]
  = BOUNCE_SQL_SELECT_LEAN BOUNCE_SQL_CONTACTS BOUNCE_SQL_WITH_EVENTS OF_SOME,
  [BOUNCE_SQLITE_READ_ALL]
  = BOUNCE_SQL_SELECT_ALL BOUNCE_SQL_CONTACTS BOUNCE_SQL_WITH_EVENTS OF_SOME,
  [BOUNCE_SQLITE_AFTER_COUNTS]
  = BOUNCE_SQL_SELECT_LEAN BOUNCE_SQL_CONTACTS_AFTER BOUNCE_SQL_WITH_FEW_EVENTS
      BOUNCE_SQL_ORDER,
  [BOUNCE_SQLITE_AFTER_EVENTS]
  = BOUNCE_SQL_SELECT_LEAN BOUNCE_SQL_CONTACTS_AFTER BOUNCE_SQL_WITH_EVENTS
      BOUNCE_SQL_ORDER,
  [BOUNCE_SQLITE_AFTER_ALL] = BOUNCE_SQL_SELECT_ALL BOUNCE_SQL_CONTACTS_AFTER
      BOUNCE_SQL_WITH_EVENTS BOUNCE_SQL_ORDER,
  [BOUNCE_SQLITE_CHANGED_AFTER]
  = "SELECT address FROM bouncecat_event INDEXED BY bouncecat_event_seen "
    "WHERE seen_at >= $1 AND address > $2 UNION "
    "SELECT address FROM bouncecat_contact "
    "INDEXED BY bouncecat_contact_changed "
    "WHERE changed_at >= $1 AND address > $2 ORDER BY address LIMIT $3",
  [BOUNCE_SQLITE_READ_EVENT]
  = "SELECT " BOUNCE_SQL_EVENT_NAMES
    " FROM bouncecat_event WHERE address = $1 AND event = $2",
  [BOUNCE_SQLITE_ERASE_EVENTS]
  = "DELETE FROM bouncecat_event WHERE address = $1",
  [BOUNCE_SQLITE_ERASE_CONTACT]
  = "DELETE FROM bouncecat_contact WHERE address = $1",
  [BOUNCE_SQLITE_ERASE_EVENT]
  = "DELETE FROM bouncecat_event WHERE address = $1 AND event = $2",
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

/* Binds the N members of ROW from the FIRST parameter on. */
static int
bind_row (BounceSqlite *store, sqlite3_stmt *statement, int first,
          const BounceSqlColumn *columns, guint n, gconstpointer row)
{
  int bound = SQLITE_OK;

  for (guint i = 0; i < n; i++)
    {
      gconstpointer at = (const char *)row + columns[i].offset;
      int parameter = first + (int)i;
      gint64 number = G_MININT64;

      switch (columns[i].type)
        {
        case BOUNCE_SQL_TEXT:
          bound |= bind_text (store, statement, parameter,
                              *(const char *const *)at);
          continue;
        case BOUNCE_SQL_CATEGORY:
          bound
              |= bind_text (store, statement, parameter,
                            bounce_category_slug (*(const BounceCategory *)at));
          continue;
        case BOUNCE_SQL_NUMBER:
          number = *(const gint64 *)at;
          break;
        case BOUNCE_SQL_TRUTH:
          number = *(const gboolean *)at ? 1 : G_MININT64;
          break;
        }
      bound |= number == G_MININT64
                   ? store->api.bind_null (statement, parameter)
                   : store->api.bind_int64 (statement, parameter, number);
    }
  return bound;
}

static const char *
get_text (BounceSqlite *store, sqlite3_stmt *row, int column)
{
  return (const char *)store->api.column_text (row, column);
}

/* Fills the N members of ROW from the FIRST column on. */
static void
get_row (BounceSqlite *store, sqlite3_stmt *statement, int first,
         const BounceSqlColumn *columns, guint n, gpointer row)
{
  for (guint i = 0; i < n; i++)
    {
      gpointer at = (char *)row + columns[i].offset;
      int column = first + (int)i;

      switch (columns[i].type)
        {
        case BOUNCE_SQL_TEXT:
          *(const char **)at = get_text (store, statement, column);
          break;
        case BOUNCE_SQL_CATEGORY:
          *(BounceCategory *)at
              = bounce_category_from_slug (get_text (store, statement, column));
          break;
        case BOUNCE_SQL_NUMBER:
          *(gint64 *)at
              = store->api.column_type (statement, column) == SQLITE_NULL
                    ? G_MININT64
                    : store->api.column_int64 (statement, column);
          break;
        case BOUNCE_SQL_TRUTH:
          *(gboolean *)at = store->api.column_int64 (statement, column) != 0;
          break;
        }
    }
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
sqlite_rollback (gpointer handle)
{
  BounceSqlite *store = handle;

  /* A full disk may have ended it already. */
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
      int bound = bind_row (store, statement, 1, bounce_sql_contact,
                            BOUNCE_SQL_CONTACT_COLUMNS, &contacts[i]);

      if (!finish (store, statement, bound, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sqlite_lock (gpointer handle, const BounceContact *contacts, guint n,
             gboolean make, GError **error)
{
  /* The transaction has locked all of the file. */
  return !make
         || write_contacts (handle, BOUNCE_SQLITE_MAKE_CONTACT, contacts, n,
                            error);
}

static gboolean
sqlite_put_contacts (gpointer handle, const BounceContact *contacts, guint n,
                     GError **error)
{
  return write_contacts (handle, BOUNCE_SQLITE_PUT_CONTACT, contacts, n, error);
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
      int bound = bind_text (store, statement, 1, events[i].key);

      bound |= bind_row (store, statement, 2, bounce_sql_event,
                         BOUNCE_SQL_EVENT_COLUMNS, &events[i].event);
      if (!finish (store, statement, bound, error))
        return FALSE;
    }
  return TRUE;
}

static void
emit_row (BounceSqlite *store, sqlite3_stmt *row, BounceRowFunc func,
          gpointer data)
{
  BounceContact contact;
  BounceEvent event;

  get_row (store, row, 0, bounce_sql_contact, BOUNCE_SQL_CONTACT_COLUMNS,
           &contact);
  get_row (store, row, BOUNCE_SQL_CONTACT_COLUMNS, bounce_sql_event,
           BOUNCE_SQL_EVENT_COLUMNS, &event);
  if (contact.key == NULL || contact.written == NULL)
    return; /* out of memory, which GLib does not survive either */
  func (&contact, event.id != NULL ? &event : NULL, data);
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

/* Reads the contacts of up to SOME keys; the parameters that are left are
   NULL, which equals nothing. */
static gboolean
read_some (BounceSqlite *store, BounceSqliteStatement sql,
           const char *const *keys, guint n, BounceRowFunc func, gpointer data,
           GError **error)
{
  sqlite3_stmt *statement = prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < SOME; i++)
    {
      int bound
          = bind_text (store, statement, (int)i + 1, i < n ? keys[i] : NULL);

      if (bound != SQLITE_OK)
        return bounce_sqlite_fail (store, bound, error);
    }
  return emit_rows (store, statement, func, data, error);
}

static gboolean
sqlite_read (gpointer handle, const char *const *keys, guint n,
             BounceReadDetail detail, BounceRowFunc func, gpointer data,
             GError **error)
{
  BounceSqlite *store = handle;
  BounceSqliteStatement sql
      = (BounceSqliteStatement)(BOUNCE_SQLITE_READ_COUNTS + (int)detail);
  gboolean own = store->api.get_autocommit (store->db);
  gboolean done = TRUE;

  /* One lock for all keys instead of one for each. */
  if (own && !bounce_sqlite_run (store, "BEGIN", error))
    return FALSE;
  for (guint i = 0; i < n && done; i += SOME)
    done = read_some (store, sql, keys + i, n - i, func, data, error);
  if (own)
    sqlite_rollback (store);
  return done;
}

static gboolean
sqlite_read_after (gpointer handle, const char *after, guint limit,
                   BounceReadDetail detail, BounceRowFunc func, gpointer data,
                   GError **error)
{
  BounceSqlite *store = handle;
  BounceSqliteStatement sql
      = (BounceSqliteStatement)(BOUNCE_SQLITE_AFTER_COUNTS + (int)detail);
  sqlite3_stmt *statement = prepare (store, sql, error);
  int bound;

  if (statement == NULL)
    return FALSE;
  bound = bind_text (store, statement, 1, after);
  bound |= store->api.bind_int64 (statement, 2, limit);
  if (bound != SQLITE_OK)
    return bounce_sqlite_fail (store, bound, error);
  return emit_rows (store, statement, func, data, error);
}

static gboolean
sqlite_changed_after (gpointer handle, gint64 since, const char *after,
                      guint limit, BounceKeyFunc func, gpointer data,
                      GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement = prepare (store, BOUNCE_SQLITE_CHANGED_AFTER, error);
  int result;

  if (statement == NULL)
    return FALSE;
  result = store->api.bind_int64 (statement, 1, since);
  result |= bind_text (store, statement, 2, after);
  result |= store->api.bind_int64 (statement, 3, limit);
  if (result != SQLITE_OK)
    return bounce_sqlite_fail (store, result, error);
  while ((result = store->api.step (statement)) == SQLITE_ROW)
    func (get_text (store, statement, 0), data);
  if (result != SQLITE_DONE)
    bounce_sqlite_fail (store, result, error);
  store->api.reset (statement);
  return result == SQLITE_DONE;
}

static gboolean
sqlite_read_events (gpointer handle, const BounceEventRow *events, guint n,
                    BounceRowFunc func, gpointer data, GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement = prepare (store, BOUNCE_SQLITE_READ_EVENT, error);
  int result = statement != NULL ? SQLITE_DONE : SQLITE_ERROR;

  for (guint i = 0; i < n && result == SQLITE_DONE; i++)
    {
      BounceContact contact = BOUNCE_CONTACT_INIT;
      BounceEvent event;

      bind_text (store, statement, 1, events[i].key);
      bind_text (store, statement, 2, events[i].event.id);
      result = store->api.step (statement);
      if (result == SQLITE_ROW)
        {
          contact.key = events[i].key;
          get_row (store, statement, 0, bounce_sql_event,
                   BOUNCE_SQL_EVENT_COLUMNS, &event);
          func (&contact, &event, data);
          result = store->api.step (statement);
        }
      if (result != SQLITE_DONE)
        bounce_sqlite_fail (store, result, error);
      store->api.reset (statement);
    }
  return result == SQLITE_DONE;
}

static gboolean
sqlite_erase_contacts (gpointer handle, const char *const *keys, guint n,
                       GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < n && done; i++)
    done = run (handle, BOUNCE_SQLITE_ERASE_EVENTS, keys[i], NULL, error)
           && run (handle, BOUNCE_SQLITE_ERASE_CONTACT, keys[i], NULL, error);
  return done;
}

static gboolean
sqlite_erase_events (gpointer handle, const BounceEventRow *events, guint n,
                     GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < n && done; i++)
    done = run (handle, BOUNCE_SQLITE_ERASE_EVENT, events[i].key,
                events[i].event.id, error);
  return done;
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

static void
sqlite_close (gpointer handle)
{
  bounce_sqlite_close (handle);
}

static gpointer
sqlite_open (const char *location, BounceOpenMode mode, guint lock_wait,
             GError **error)
{
  BounceSqlite *store = bounce_sqlite_open (location, mode, lock_wait, error);

  if (store == NULL)
    return NULL;
  if (bounce_sqlite_prepare_schema (store, mode, error))
    return store;
  bounce_sqlite_close (store);
  return NULL;
}

const BounceStore bounce_store_sqlite = {
  .name = "sqlite",
  .locks_at_begin = TRUE,
  .open = sqlite_open,
  .close = sqlite_close,
  .begin = sqlite_begin,
  .commit = sqlite_commit,
  .rollback = sqlite_rollback,
  .may_retry = sqlite_may_retry,
  .lock = sqlite_lock,
  .read = sqlite_read,
  .read_after = sqlite_read_after,
  .changed_after = sqlite_changed_after,
  .read_events = sqlite_read_events,
  .put_contacts = sqlite_put_contacts,
  .put_events = sqlite_put_events,
  .erase_contacts = sqlite_erase_contacts,
  .erase_events = sqlite_erase_events,
  .settings = sqlite_settings,
  .put_setting = sqlite_put_setting,
};
