/* ledger-sql: the schema, version by version.  Types and clauses are those
   that SQLite, PostgreSQL and the engines that speak its protocol share; the
   address leads every primary key, so that an engine can distribute contacts
   and their events by it.  Dates are seconds since 1970; no date is NULL. */
#include "config.h"

#include <glib.h>

#include "ledger/sql.h"

static const char *const version_1[] = {
  /* A few rows, the same for all: a reference table. */
  "CREATE TABLE IF NOT EXISTS bouncecat_setting ("
  "name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name))",
  "CREATE TABLE IF NOT EXISTS bouncecat_contact ("
  "address TEXT NOT NULL, written TEXT NOT NULL, "
  "delivered_at BIGINT, reset_at BIGINT, PRIMARY KEY (address))",
  "CREATE TABLE IF NOT EXISTS bouncecat_event ("
  "address TEXT NOT NULL, event TEXT NOT NULL, category TEXT NOT NULL, "
  "status TEXT, reply_code TEXT, evidence TEXT, diagnostic TEXT, "
  "remote_mta TEXT, message_id TEXT, bounced_at BIGINT, "
  "cleared BIGINT NOT NULL, PRIMARY KEY (address, event))",
  NULL
};

/* What takes a ledger to each version from the one before.  A new version is
   a new line; a line that was released never changes. */
static const char *const *const migrations[] = { version_1 };
G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == BOUNCE_SQL_VERSION);

gboolean
bounce_sql_migrate (guint from, BounceSqlRun run, gpointer handle,
                    GError **error)
{
  for (guint version = from; version < G_N_ELEMENTS (migrations); version++)
    for (guint i = 0; migrations[version][i] != NULL; i++)
      if (!run (handle, migrations[version][i], error))
        return FALSE;
  return TRUE;
}

gboolean
bounce_sql_check_version (const char *value, guint *version, GError **error)
{
  guint64 number = 0;

  if (value != NULL
      && !g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT, &number, NULL))
    {
      g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
                   "its schema has no version but '%s'", value);
      return FALSE;
    }
  if (number > BOUNCE_SQL_VERSION)
    {
      g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
                   "its schema is version %s, and this program knows %d: "
                   "upgrade bouncecat",
                   value, BOUNCE_SQL_VERSION);
      return FALSE;
    }
  *version = (guint)number;
  return TRUE;
}
