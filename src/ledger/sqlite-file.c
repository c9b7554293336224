/* ledger-sqlite-file: a path becomes an open SQLite file that no other user
   may read.  The library is loaded when the first ledger is opened.  Knows no
   table. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib.h>

#include "base/shared-library.h"
#include "ledger/store-sqlite.h"
#include "ledger/ledger.h"

/* How long to wait for other processes: longer than any queue of deliveries
   that a mail server lets up to the disk. */
#define BUSY_MILLISECONDS 30000

#define SYMBOL(name)                                                           \
  {                                                                            \
    "sqlite3_" #name, G_STRUCT_OFFSET (BounceSqliteApi, name)                  \
  }

static const BounceSymbol symbols[] = {
  SYMBOL (bind_int64),     SYMBOL (bind_null),   SYMBOL (bind_text),
  SYMBOL (busy_timeout),   SYMBOL (close),       SYMBOL (column_int64),
  SYMBOL (column_text),    SYMBOL (column_type), SYMBOL (errmsg),
  SYMBOL (errstr),         SYMBOL (exec),        SYMBOL (finalize),
  SYMBOL (get_autocommit), SYMBOL (open_v2),     SYMBOL (prepare_v3),
  SYMBOL (reset),          SYMBOL (step),
};

gboolean
bounce_sqlite_fail (BounceSqlite *store, int result, GError **error)
{
  BounceLedgerError code = BOUNCE_LEDGER_ERROR_AGAIN;
  const char *reason = store->db != NULL ? store->api.errmsg (store->db)
                                         : store->api.errstr (result);

  store->is_busy = (result & 0xff) == SQLITE_BUSY;
  switch (result & 0xff) /* the primary code of an extended one */
    {
    case SQLITE_FULL:
    case SQLITE_IOERR:
      code = BOUNCE_LEDGER_ERROR_WRITE;
      break;
    case SQLITE_BUSY:
      reason = "other processes keep it locked";
      break;
    case SQLITE_READONLY:
      reason = "it is read-only";
      break;
    case SQLITE_CANTOPEN:
      if (errno != 0)
        reason = g_strerror (errno);
      break;
    default:
      break;
    }
  g_set_error (error, BOUNCE_LEDGER_ERROR, code, "ledger %s: %s", store->path,
               reason);
  return FALSE;
}

gboolean
bounce_sqlite_run (gpointer handle, const char *text, GError **error)
{
  BounceSqlite *store = handle;
  int result = store->api.exec (store->db, text, NULL, NULL, NULL);

  return result == SQLITE_OK || bounce_sqlite_fail (store, result, error);
}

gboolean
bounce_sqlite_query (BounceSqlite *store, const char *text, char **value,
                     GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = store->api.prepare_v3 (store->db, text, -1, 0, &statement, NULL);

  *value = NULL;
  if (result == SQLITE_OK)
    result = store->api.step (statement);
  if (result == SQLITE_ROW)
    *value = g_strdup ((const char *)store->api.column_text (statement, 0));
  else if (result != SQLITE_DONE)
    bounce_sqlite_fail (store, result, error);
  store->api.finalize (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

/* Only whoever makes the file turns it on.  That needs the file for oneself
   for a moment, and SQLite does not always wait for it by itself. */
gboolean
bounce_sqlite_use_wal (BounceSqlite *store, GError **error)
{
  gint64 deadline
      = g_get_monotonic_time () + BUSY_MILLISECONDS * G_TIME_SPAN_MILLISECOND;

  for (;;)
    {
      g_autofree char *mode = NULL;
      GError *failure = NULL;

      if (bounce_sqlite_query (store, "PRAGMA journal_mode = WAL", &mode,
                               &failure))
        return TRUE;
      if (!store->is_busy || g_get_monotonic_time () > deadline)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_error_free (failure);
      g_usleep ((gulong)g_random_int_range (1000, 50000));
    }
}

/* Makes the file with its folders before SQLite does, so that it is never
   readable by others, not even for a moment. */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    do
      file = open (path, O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
    while (file < 0 && errno == EINTR);
  if (file < 0)
    {
      g_set_error (error, BOUNCE_LEDGER_ERROR,
                   errno == ENOSPC ? BOUNCE_LEDGER_ERROR_WRITE
                                   : BOUNCE_LEDGER_ERROR_AGAIN,
                   "ledger %s: %s", path, g_strerror (errno));
      return FALSE;
    }
  close (file);
  return TRUE;
}

void
bounce_sqlite_close (BounceSqlite *store)
{
  for (int i = 0; i < BOUNCE_SQLITE_STATEMENTS; i++)
    if (store->statements[i] != NULL)
      store->api.finalize (store->statements[i]);
  if (store->db != NULL)
    store->api.close (store->db);
  g_free (store->path);
  g_free (store);
}

BounceSqlite *
bounce_sqlite_open (const char *path, GError **error)
{
  BounceSqlite *store;
  int result = SQLITE_ERROR;
  g_autofree char *trouble = NULL;

  if (!make_file (path, error))
    return NULL;
  store = g_new0 (BounceSqlite, 1);
  store->path = g_strdup (path);
  if (!bounce_shared_library_load ("libsqlite3.so.0", symbols,
                                   G_N_ELEMENTS (symbols), &store->api,
                                   &trouble))
    g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
                 "a ledger in a file needs %s", trouble);
  else
    {
      errno = 0;
      result = store->api.open_v2 (
          path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
      if (result != SQLITE_OK)
        bounce_sqlite_fail (store, result, error);
      else
        store->api.busy_timeout (store->db, BUSY_MILLISECONDS);
    }
  if (result == SQLITE_OK)
    return store;
  bounce_sqlite_close (store);
  return NULL;
}
