/* pgsql-schema: makes the tables of a ledger in a database, or migrates them
   to a later version.  Many processes may find an empty database at once. */
#include "config.h"

#ifdef HAVE_LIBPQ

#include <glib.h>

#include "ledger/pgsql-schema.h"
#include "ledger/sql.h"

static const BouncePqStatement get_version
    = { "bouncecat_version", "SELECT value FROM bouncecat_setting "
                             "WHERE name = '" BOUNCE_SQL_VERSION_NAME "'" };

/* A BouncePqRow. */
static void
take_version (BouncePq *pq, const PGresult *row, gpointer data)
{
  char **version = data;

  g_free (*version);
  *version = g_strdup (bounce_pq_text (pq, row, 0));
}

/* The version of the schema: 0 where there are no tables. */
static gboolean
read_version (BouncePq *pq, guint *version, GError **error)
{
  g_autofree char *value = NULL;
  GError *failure = NULL;

  *version = 0;
  if (bounce_pq_query (pq, &get_version, NULL, 0, take_version, &value,
                       &failure))
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
  return bounce_pq_run_long (handle, text, error);
}

static gboolean
migrate_from (BouncePq *pq, guint from, GError **error)
{
  g_autofree char *set = g_strdup_printf (
      "INSERT INTO bouncecat_setting VALUES ('%s', '%d') "
      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      BOUNCE_SQL_VERSION_NAME, BOUNCE_SQL_VERSION);

  return bounce_sql_migrate (from, BOUNCE_DIALECT_PGSQL, run_text, pq, error)
         && run_text (pq, set, error);
}

typedef struct
{
  BouncePq *pq;
  guint from;
} Migration;

/* A BounceTransaction.  One process migrates; who waited for it finds nothing
   left to do. */
static gboolean
migrate (gpointer data, GError **error)
{
  Migration *migration = data;

  if (migration->from > 0
      && (!run_text (migration->pq,
                     "LOCK TABLE bouncecat_setting IN EXCLUSIVE MODE", error)
          || !read_version (migration->pq, &migration->from, error)))
    return FALSE;
  return migration->from == BOUNCE_SQL_VERSION
         || migrate_from (migration->pq, migration->from, error);
}

/* One process makes the tables, and the others, told that they exist, look
   again. */
gboolean
bounce_pgsql_prepare_schema (BouncePq *pq, const BounceStore *as,
                             BounceOpenMode mode, guint lock_wait,
                             GError **error)
{
  for (int tries = 1;; tries++)
    {
      Migration migration = { pq, 0 };
      GError *failure = NULL;

      if (!read_version (pq, &migration.from, error))
        return FALSE;
      if (migration.from == 0 && mode != BOUNCE_OPEN_CREATE)
        {
          g_set_error (
              error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_MISSING,
              "PostgreSQL ledger: there is no ledger in this database");
          return FALSE;
        }
      if (migration.from == BOUNCE_SQL_VERSION
          || bounce_store_transact (as, pq, lock_wait, migrate, &migration,
                                    &failure))
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

#endif /* HAVE_LIBPQ */
