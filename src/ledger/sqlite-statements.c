/* sqlite-statements: the statements of the store, prepared at their first use,
   and how contacts and events go into them and come out of them. */
#include "config.h"

#include <glib.h>

#include "ledger/sql.h"
#include "ledger/sqlite-statements.h"

/* As BOUNCE_SQL_WITH_FEW_EVENTS, but so that SQLite does not even look at the
   events of a contact with counts: NULL is equal to none. */
#define WITH_FEW_EVENTS                                                        \
  "LEFT JOIN bouncecat_event e "                                               \
  "ON e.address = CASE WHEN c.counts IS NULL THEN c.address END "

/* BOUNCE_SQLITE_SOME parameters. */
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
  [BOUNCE_SQLITE_READ_COUNTS]
  = BOUNCE_SQL_SELECT_LEAN BOUNCE_SQL_CONTACTS WITH_FEW_EVENTS OF_SOME,
  [BOUNCE_SQLITE_READ_EVENTS]
  = BOUNCE_SQL_SELECT_LEAN BOUNCE_SQL_CONTACTS BOUNCE_SQL_WITH_EVENTS OF_SOME,
  [BOUNCE_SQLITE_READ_ALL]
  = BOUNCE_SQL_SELECT_ALL BOUNCE_SQL_CONTACTS BOUNCE_SQL_WITH_EVENTS OF_SOME,
  [BOUNCE_SQLITE_AFTER_COUNTS]
  = BOUNCE_SQL_SELECT_LEAN BOUNCE_SQL_CONTACTS_AFTER WITH_FEW_EVENTS
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

sqlite3_stmt *
bounce_sqlite_prepare (BounceSqlite *store, BounceSqliteStatement sql,
                       GError **error)
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

int
bounce_sqlite_bind_text (BounceSqlite *store, sqlite3_stmt *statement, int i,
                         const char *text)
{
  return store->api.bind_text (statement, i, text, -1, SQLITE_STATIC);
}

int
bounce_sqlite_bind_row (BounceSqlite *store, sqlite3_stmt *statement, int first,
                        const BounceSqlColumn *columns, guint n,
                        gconstpointer row)
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
          bound |= bounce_sqlite_bind_text (store, statement, parameter,
                                            *(const char *const *)at);
          continue;
        case BOUNCE_SQL_CATEGORY:
          bound |= bounce_sqlite_bind_text (
              store, statement, parameter,
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

const char *
bounce_sqlite_text (BounceSqlite *store, sqlite3_stmt *row, int column)
{
  return (const char *)store->api.column_text (row, column);
}

void
bounce_sqlite_row (BounceSqlite *store, sqlite3_stmt *statement, int first,
                   const BounceSqlColumn *columns, guint n, gpointer row)
{
  for (guint i = 0; i < n; i++)
    {
      gpointer at = (char *)row + columns[i].offset;
      int column = first + (int)i;

      switch (columns[i].type)
        {
        case BOUNCE_SQL_TEXT:
          *(const char **)at = bounce_sqlite_text (store, statement, column);
          break;
        case BOUNCE_SQL_CATEGORY:
          *(BounceCategory *)at = bounce_category_from_slug (
              bounce_sqlite_text (store, statement, column));
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

gboolean
bounce_sqlite_finish (BounceSqlite *store, sqlite3_stmt *statement, int bound,
                      GError **error)
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
