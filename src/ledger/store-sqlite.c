/* store-sqlite: the ledger in one file, for many processes of one host
   (https://www.sqlite.org/wal.html).  A commit is on the disk before it is
   reported. */
#include "config.h"

#include <glib.h>

#include "ledger/sqlite-file.h"
#include "ledger/sqlite-statements.h"
#include "ledger/sqlite-write.h"
#include "ledger/store.h"

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

static void
emit_row (BounceSqlite *store, sqlite3_stmt *row, BounceRowFunc func,
          gpointer data)
{
  BounceContact contact;
  BounceEvent event;

  bounce_sqlite_row (store, row, 0, bounce_sql_contact,
                     BOUNCE_SQL_CONTACT_COLUMNS, &contact);
  bounce_sqlite_row (store, row, BOUNCE_SQL_CONTACT_COLUMNS, bounce_sql_event,
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

/* Reads the contacts of up to BOUNCE_SQLITE_SOME keys; the parameters that are
   left are NULL, which equals nothing. */
static gboolean
read_some (BounceSqlite *store, BounceSqliteStatement sql,
           const char *const *keys, guint n, BounceRowFunc func, gpointer data,
           GError **error)
{
  sqlite3_stmt *statement = bounce_sqlite_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < BOUNCE_SQLITE_SOME; i++)
    {
      int bound = bounce_sqlite_bind_text (store, statement, (int)i + 1,
                                           i < n ? keys[i] : NULL);

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
  for (guint i = 0; i < n && done; i += BOUNCE_SQLITE_SOME)
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
  sqlite3_stmt *statement = bounce_sqlite_prepare (store, sql, error);
  int bound;

  if (statement == NULL)
    return FALSE;
  bound = bounce_sqlite_bind_text (store, statement, 1, after);
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
  sqlite3_stmt *statement
      = bounce_sqlite_prepare (store, BOUNCE_SQLITE_CHANGED_AFTER, error);
  int result;

  if (statement == NULL)
    return FALSE;
  result = store->api.bind_int64 (statement, 1, since);
  result |= bounce_sqlite_bind_text (store, statement, 2, after);
  result |= store->api.bind_int64 (statement, 3, limit);
  if (result != SQLITE_OK)
    return bounce_sqlite_fail (store, result, error);
  while ((result = store->api.step (statement)) == SQLITE_ROW)
    func (bounce_sqlite_text (store, statement, 0), data);
  if (result != SQLITE_DONE)
    bounce_sqlite_fail (store, result, error);
  store->api.reset (statement);
  return result == SQLITE_DONE;
}

/* Steps STATEMENT, which gives events of KEY, to its end; SQLite's result. */
static int
emit_events (BounceSqlite *store, sqlite3_stmt *statement, const char *key,
             BounceRowFunc func, gpointer data)
{
  BounceContact contact = BOUNCE_CONTACT_INIT;
  BounceEvent event;
  int result;

  contact.key = key;
  while ((result = store->api.step (statement)) == SQLITE_ROW)
    {
      bounce_sqlite_row (store, statement, 0, bounce_sql_event,
                         BOUNCE_SQL_EVENT_COLUMNS, &event);
      func (&contact, &event, data);
    }
  return result;
}

static gboolean
sqlite_read_events (gpointer handle, const BounceEventRow *events, guint n,
                    BounceRowFunc func, gpointer data, GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement
      = bounce_sqlite_prepare (store, BOUNCE_SQLITE_READ_EVENT, error);
  int result = statement != NULL ? SQLITE_DONE : SQLITE_ERROR;

  for (guint i = 0; i < n && result == SQLITE_DONE; i++)
    {
      result = bounce_sqlite_bind_text (store, statement, 1, events[i].key);
      result
          |= bounce_sqlite_bind_text (store, statement, 2, events[i].event.id);
      if (result == SQLITE_OK)
        result = emit_events (store, statement, events[i].key, func, data);
      if (result != SQLITE_DONE)
        bounce_sqlite_fail (store, result, error);
      store->api.reset (statement);
    }
  return result == SQLITE_DONE;
}

static gboolean
sqlite_read_from (gpointer handle, const char *key,
                  const BounceEventStart *starts, guint n, guint limit,
                  BounceRowFunc func, gpointer data, GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement
      = bounce_sqlite_prepare (store, BOUNCE_SQLITE_READ_FROM, error);
  int result = statement != NULL ? SQLITE_DONE : SQLITE_ERROR;

  for (guint i = 0; i < n && result == SQLITE_DONE; i++)
    {
      result = bounce_sqlite_bind_text (store, statement, 1, key);
      result |= bounce_sqlite_bind_text (
          store, statement, 2, bounce_category_slug (starts[i].category));
      result |= store->api.bind_int64 (statement, 3, starts[i].time);
      result |= bounce_sqlite_bind_text (store, statement, 4, starts[i].id);
      result |= store->api.bind_int64 (statement, 5, limit);
      if (result == SQLITE_OK)
        result = emit_events (store, statement, key, func, data);
      if (result != SQLITE_DONE)
        bounce_sqlite_fail (store, result, error);
      store->api.reset (statement);
    }
  return result == SQLITE_DONE;
}

static gboolean
sqlite_read_each (gpointer handle, const char *key, BounceRowFunc func,
                  gpointer data, GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement
      = bounce_sqlite_prepare (store, BOUNCE_SQLITE_READ_EACH, error);
  int result;

  if (statement == NULL)
    return FALSE;
  result = bounce_sqlite_bind_text (store, statement, 1, key);
  if (result == SQLITE_OK)
    result = emit_events (store, statement, key, func, data);
  if (result != SQLITE_DONE)
    bounce_sqlite_fail (store, result, error);
  store->api.reset (statement);
  return result == SQLITE_DONE;
}

static gboolean
sqlite_settings (gpointer handle, BounceSettingFunc func, gpointer data,
                 GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement
      = bounce_sqlite_prepare (store, BOUNCE_SQLITE_SETTINGS, error);
  int result;

  if (statement == NULL)
    return FALSE;
  while ((result = store->api.step (statement)) == SQLITE_ROW)
    func (bounce_sqlite_text (store, statement, 0),
          bounce_sqlite_text (store, statement, 1), data);
  if (result != SQLITE_DONE)
    bounce_sqlite_fail (store, result, error);
  store->api.reset (statement);
  return result == SQLITE_DONE;
}

static const char *
sqlite_unknown_category (gpointer handle)
{
  return ((const BounceSqlite *)handle)->unknown;
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
  if (bounce_sqlite_prepare_schema (store, &bounce_store_sqlite, mode, error))
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
  .lock = bounce_sqlite_lock,
  .read = sqlite_read,
  .read_after = sqlite_read_after,
  .changed_after = sqlite_changed_after,
  .read_events = sqlite_read_events,
  .upsert_contacts = bounce_sqlite_upsert_contacts,
  .upsert_events = bounce_sqlite_upsert_events,
  .mark_busy = bounce_sqlite_mark_busy,
  .read_from = sqlite_read_from,
  .read_each = sqlite_read_each,
  .erase_contacts = bounce_sqlite_erase_contacts,
  .erase_events = bounce_sqlite_erase_events,
  .settings = sqlite_settings,
  .upsert_setting = bounce_sqlite_upsert_setting,
  .unknown_category = sqlite_unknown_category,
};
