/* sqlite-schema: makes the tables of an open SQLite file, or migrates them to
   a later version, and sets how it is written. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/sql.h"
#include "ledger/sqlite-file.h"

/* "bcat": marks the file as a ledger (https://www.sqlite.org/pragma.html,
   application_id). */
#define APPLICATION_ID "1650680180"

/* Only whoever makes the file turns it on.  That needs the file for oneself
   for a moment, and SQLite does not always wait for it by itself. */
static gboolean
use_wal (BounceSqlite *store, GError **error)
{
  gint64 deadline
      = g_get_monotonic_time () + (gint64)store->lock_wait * G_USEC_PER_SEC;

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

/* The table that says of a file that it is a ledger; else any that it has.  In
   one statement: between two of them another process may make the ledger. */
#define OWN_TABLE "bouncecat_setting"
#define TELLING_TABLE                                                          \
  "SELECT name FROM sqlite_master ORDER BY name <> '" OWN_TABLE "' LIMIT 1"

/* The version of the schema: 0 for a new file.  FALSE for the file of another
   program. */
static gboolean
read_version (BounceSqlite *store, guint *version, GError **error)
{
  g_autofree char *table = NULL;
  g_autofree char *value = NULL;

  *version = 0;
  if (!bounce_sqlite_query (store, TELLING_TABLE, &table, error))
    return FALSE;
  if (table == NULL)
    return TRUE;
  if (strcmp (table, OWN_TABLE) != 0)
    {
      g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
                   "ledger %s: it is another program's database, with a "
                   "table '%s'",
                   store->path, table);
      return FALSE;
    }
  if (!bounce_sqlite_query (store,
                            "SELECT value FROM " OWN_TABLE
                            " WHERE name = '" BOUNCE_SQL_VERSION_NAME "'",
                            &value, error))
    return FALSE;
  if (bounce_sql_check_version (value, version, error))
    return TRUE;
  g_prefix_error (error, "ledger %s: ", store->path);
  return FALSE;
}

/* A BounceTransaction: what another process has done in the meantime is seen.
 */
static gboolean
migrate (gpointer data, GError **error)
{
  BounceSqlite *store = data;
  g_autofree char *set = g_strdup_printf (
      "INSERT OR REPLACE INTO " OWN_TABLE " VALUES ('%s', '%d')",
      BOUNCE_SQL_VERSION_NAME, BOUNCE_SQL_VERSION);
  guint version;

  return read_version (store, &version, error)
         && (version == BOUNCE_SQL_VERSION
             || (bounce_sql_migrate (version, BOUNCE_DIALECT_SQLITE,
                                     bounce_sqlite_run, store, error)
                 && bounce_sqlite_run (store, set, error)
                 && bounce_sqlite_run (
                     store, "PRAGMA application_id = " APPLICATION_ID, error)));
}

/* On the disk before it is reported; 8 MB to hold pages in, and 64 to be
   gathered before they are moved into the file: a batch touches pages
   everywhere, for addresses come in no order, and what is gathered longer is
   moved fewer times.  Who reads as they come holds the upper pages of ten
   million contacts. */
static const char *const pragmas[] = {
  "PRAGMA synchronous = FULL",
  "PRAGMA cache_size = -8192",
  "PRAGMA wal_autocheckpoint = 16384",
};
#define READ_PRAGMA "PRAGMA cache_size = -20480"

gboolean
bounce_sqlite_prepare_schema (BounceSqlite *store, const BounceStore *as,
                              BounceOpenMode mode, GError **error)
{
  guint version;

  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    if (!bounce_sqlite_run (store, pragmas[i], error))
      return FALSE;
  if (mode == BOUNCE_OPEN_READ
      && !bounce_sqlite_run (store, READ_PRAGMA, error))
    return FALSE;
  if (!read_version (store, &version, error))
    return FALSE;
  if (version == BOUNCE_SQL_VERSION)
    return TRUE;
  if (version == 0 && mode != BOUNCE_OPEN_CREATE)
    {
      g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_MISSING,
                   "ledger %s: it is empty", store->path);
      return FALSE;
    }
  if (use_wal (store, error)
      && bounce_store_transact (as, store, store->lock_wait, migrate, store,
                                error))
    return TRUE;
  if (version > 0)
    g_prefix_error (error, "migrating from version %u: ", version);
  return FALSE;
}
