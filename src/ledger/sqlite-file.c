/* sqlite-file: opens an SQLite file, which no other user may read, or which
   may only be read.  Knows no table. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>

#include "ledger/contact.h"
#include "ledger/sqlite-file.h"

gboolean
bounce_sqlite_fail (BounceSqlite *store, int result, GError **error)
{
  const char *reason = store->db != NULL ? store->api.errmsg (store->db)
                                         : store->api.errstr (result);

  store->result = result & 0xff; /* the primary code of an extended one */
  store->is_busy = store->result == SQLITE_BUSY;
  switch (store->result)
    {
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
  /* Whatever it is, the mail must be kept, and tried again. */
  g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
               "ledger %s: %s", store->path, reason);
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

static gboolean
refuse (const char *path, BounceLedgerError code, const char *reason,
        GError **error)
{
  g_set_error (error, BOUNCE_LEDGER_ERROR, code, "ledger %s: %s", path, reason);
  return FALSE;
}

/* Sees to it that there is a plain file.  One that is made, with its folders,
   is made before SQLite does, so that it is never readable by others, not even
   for a moment. */
static gboolean
check_file (const char *path, BounceOpenMode mode, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat status;
  int file = -1;

  if (stat (path, &status) == 0)
    return S_ISREG (status.st_mode)
           || refuse (path, BOUNCE_LEDGER_ERROR_AGAIN,
                      "not a file, but a folder, a pipe or a device", error);
  if (errno == ENOENT && mode != BOUNCE_OPEN_CREATE)
    return refuse (path, BOUNCE_LEDGER_ERROR_MISSING, "it does not exist",
                   error);
  if (errno != ENOENT)
    return refuse (path, BOUNCE_LEDGER_ERROR_AGAIN, g_strerror (errno), error);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    do
      file = open (path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    while (file < 0 && errno == EINTR);
  if (file < 0)
    return refuse (path, BOUNCE_LEDGER_ERROR_AGAIN, g_strerror (errno), error);
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
  g_free (store->unknown);
  g_free (store->path);
  g_free (store);
}

/* Opens NAME, and reads of it, for SQLite looks at the file no sooner. */
static gboolean
try_open (BounceSqlite *store, const char *name, int flags, GError **error)
{
  g_autofree char *value = NULL;
  int result;

  errno = 0;
  result = store->api.open_v2 (name, &store->db, flags | SQLITE_OPEN_NOMUTEX,
                               NULL);
  if (result != SQLITE_OK)
    bounce_sqlite_fail (store, result, error);
  else
    {
      store->api.busy_timeout (store->db, (int)store->lock_wait * 1000);
      if (bounce_sqlite_query (store, "SELECT 1 FROM sqlite_master", &value,
                               error))
        return TRUE;
    }
  store->api.close (store->db);
  store->db = NULL;
  return FALSE;
}

/* A file in a folder where nothing may be written: SQLite can read it without
   its two files beside it if nobody else has it open, and there is nothing in
   them (https://www.sqlite.org/uri.html, "immutable"). */
static gboolean
open_immutable (BounceSqlite *store, GError **error)
{
  g_autofree char *log = g_strconcat (store->path, "-wal", NULL);
  g_autofree char *escaped = g_uri_escape_string (store->path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);

  if (g_file_test (log, G_FILE_TEST_EXISTS))
    return FALSE;
  return try_open (store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

/* To read takes no more than the right to read. */
static gboolean
open_to_read (BounceSqlite *store, GError **error)
{
  g_autoptr (GError) failure = NULL;

  /* Who may write reads best so: it sees, and tidies, what others left. */
  if (access (store->path, W_OK) == 0
      && try_open (store, store->path, SQLITE_OPEN_READWRITE, &failure))
    return TRUE;
  if (failure == NULL || store->result == SQLITE_CANTOPEN
      || store->result == SQLITE_READONLY)
    {
      g_clear_error (&failure);
      if (try_open (store, store->path, SQLITE_OPEN_READONLY, &failure)
          || open_immutable (store, NULL))
        return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

BounceSqlite *
bounce_sqlite_open (const char *path, BounceOpenMode mode, guint lock_wait,
                    GError **error)
{
  BounceSqlite *store;
  gboolean done;

  if (!check_file (path, mode, error))
    return NULL;
  store = g_new0 (BounceSqlite, 1);
  store->path = g_strdup (path);
  store->lock_wait = lock_wait;
  done = bounce_sqlite_api (&store->api, error)
         && (mode == BOUNCE_OPEN_READ
                 ? open_to_read (store, error)
                 : try_open (store, path, SQLITE_OPEN_READWRITE, error));
  if (done)
    return store;
  bounce_sqlite_close (store);
  return NULL;
}
