/* sqlite-statements: the statements of the store, prepared at their first use,
   and how contacts and events go into them and come out of them. */
#include "config.h"

#include <glib.h>

#include "ledger/event.h"
#include "ledger/sql.h"
#include "ledger/sqlite-statements.h"

/* The columns of all reading: the contact's, then the event's, all NULL where
   there is no event.  A contact that has events need not have a row. */
#define SELECT_CONTACT                                                         \
  "SELECT k.address, coalesce (c.written, k.address), c.suppressed_reason, "   \
  "c.counts, c.delivered_at, c.reset_at, c.complained_at, c.suppressed_at, "   \
  "c.changed_at, c.pruned, "
#define EVENT_LEAN                                                             \
  "e.event, e.category, e.status, e.reply_code, NULL, NULL, NULL, NULL, "      \
  "e.bounced_at, e.seen_at, e.verp "
#define EVENT_ALL                                                              \
  "e.event, e.category, e.status, e.reply_code, d.evidence, d.diagnostic, "    \
  "d.remote_mta, d.message_id, e.bounced_at, e.seen_at, e.verp "
#define FROM_CONTACTS "LEFT JOIN bouncecat_contact c ON c.address = k.address "
#define FROM_EVENTS "LEFT JOIN bouncecat_event e ON e.address = k.address "
#define FROM_DETAILS "LEFT JOIN bouncecat_detail d ON d.id = e.detail "
/* The events of a contact with counts are not even looked at: NULL is equal to
   none. */
#define FROM_FEW_EVENTS                                                        \
  "LEFT JOIN bouncecat_event e "                                               \
  "ON e.address = CASE WHEN c.counts IS NULL THEN k.address END "
#define ORDER "ORDER BY k.address, " BOUNCE_SQL_IN_TIME

#define COUNTS(keys, where)                                                    \
  SELECT_CONTACT EVENT_LEAN                                                    \
      "FROM " keys FROM_CONTACTS FROM_FEW_EVENTS where ORDER
#define EVENTS(keys, where)                                                    \
  SELECT_CONTACT EVENT_LEAN "FROM " keys FROM_CONTACTS FROM_EVENTS where ORDER
#define ALL(keys, where)                                                       \
  SELECT_CONTACT EVENT_ALL                                                     \
      "FROM " keys FROM_CONTACTS FROM_EVENTS FROM_DETAILS where ORDER

/* BOUNCE_SQLITE_SOME parameters. */
#define TEN "(?), (?), (?), (?), (?), (?), (?), (?), (?), (?)"
#define HUNDRED                                                                \
  TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN ", " TEN  \
      ", " TEN
#define SOME "(SELECT column1 AS address FROM (VALUES " HUNDRED ")) k "
#define THAT_IS "WHERE (c.address IS NOT NULL OR e.address IS NOT NULL) "
#define AFTER                                                                  \
  "(SELECT address FROM bouncecat_contact WHERE address > ?1 UNION "           \
  "SELECT address FROM bouncecat_event WHERE address > ?1 "                    \
  "ORDER BY address LIMIT ?2) k "

#define CONTACT_VALUES "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
#define OF_CONTACT "WHERE address = ?1"
#define OF_EVENT "WHERE address = ?1 AND event = ?2"

/* As two ranges: SQLite finds none of (time, event) in an index of an
   expression. */
#define OF_BUSY                                                                \
  "SELECT " EVENT_LEAN "FROM bouncecat_event e "                               \
  "INDEXED BY bouncecat_event_busy "                                           \
  "WHERE busy = 1 AND address = ?1 AND category = ?2 AND " BOUNCE_SQL_TIME " "
#define BUSY_LIMIT "ORDER BY " BOUNCE_SQL_IN_TIME " LIMIT ?5"

static const char *const texts[BOUNCE_SQLITE_STATEMENTS] = {
  [BOUNCE_SQLITE_MAKE_CONTACT] = BOUNCE_SQL_INSERT_CONTACT CONTACT_VALUES
  " ON CONFLICT (address) DO NOTHING",
  [BOUNCE_SQLITE_UPSERT_CONTACT]
  = BOUNCE_SQL_INSERT_CONTACT CONTACT_VALUES BOUNCE_SQL_OVER_CONTACT,
  /* Over that of the event, if it has one; else a new one, which UPSERT_EVENT,
     the next statement, then finds as the last. */
  [BOUNCE_SQLITE_UPSERT_DETAIL]
  = "INSERT INTO bouncecat_detail "
    "(id, evidence, diagnostic, remote_mta, message_id) "
    "VALUES ((SELECT detail FROM bouncecat_event " OF_EVENT "), "
    "?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET "
    "evidence = excluded.evidence, diagnostic = excluded.diagnostic, "
    "remote_mta = excluded.remote_mta, message_id = excluded.message_id",
  [BOUNCE_SQLITE_UPSERT_EVENT]
  = "INSERT INTO bouncecat_event (address, event, category, status, "
    "reply_code, bounced_at, seen_at, verp, busy, detail) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
    "CASE WHEN ?10 THEN last_insert_rowid () END) "
    "ON CONFLICT (address, event) DO UPDATE SET "
    "category = excluded.category, status = excluded.status, "
    "reply_code = excluded.reply_code, bounced_at = excluded.bounced_at, "
    "seen_at = excluded.seen_at, verp = excluded.verp, busy = excluded.busy, "
    "detail = CASE WHEN ?10 THEN coalesce (detail, excluded.detail) END",
  [BOUNCE_SQLITE_MARK_BUSY] = "UPDATE bouncecat_event SET busy = 1 " OF_CONTACT,
  [BOUNCE_SQLITE_READ_COUNTS] = COUNTS (SOME, THAT_IS),
  [BOUNCE_SQLITE_READ_EVENTS] = EVENTS (SOME, THAT_IS),
  [BOUNCE_SQLITE_READ_ALL] = ALL (SOME, THAT_IS),
  [BOUNCE_SQLITE_AFTER_COUNTS] = COUNTS (AFTER, ""),
  [BOUNCE_SQLITE_AFTER_EVENTS] = EVENTS (AFTER, ""),
  [BOUNCE_SQLITE_AFTER_ALL] = ALL (AFTER, ""),
  [BOUNCE_SQLITE_CHANGED_AFTER]
  = "SELECT address FROM bouncecat_event INDEXED BY bouncecat_event_seen "
    "WHERE seen_at >= $1 AND address > $2 UNION "
    "SELECT address FROM bouncecat_contact "
    "INDEXED BY bouncecat_contact_changed "
    "WHERE changed_at >= $1 AND address > $2 ORDER BY address LIMIT $3",
  [BOUNCE_SQLITE_READ_EVENT]
  = "SELECT " EVENT_ALL "FROM bouncecat_event e " FROM_DETAILS OF_EVENT,
  [BOUNCE_SQLITE_READ_FROM]
  = "SELECT * FROM (" OF_BUSY "= ?3 AND event > ?4 " BUSY_LIMIT
    ") UNION ALL SELECT * FROM (" OF_BUSY "> ?3 " BUSY_LIMIT ") LIMIT ?5",
  [BOUNCE_SQLITE_READ_EACH]
  = "SELECT " EVENT_LEAN "FROM bouncecat_event e " OF_CONTACT,
  [BOUNCE_SQLITE_ERASE_DETAILS]
  = "DELETE FROM bouncecat_detail "
    "WHERE id IN (SELECT detail FROM bouncecat_event " OF_CONTACT ")",
  [BOUNCE_SQLITE_ERASE_EVENTS] = "DELETE FROM bouncecat_event " OF_CONTACT,
  [BOUNCE_SQLITE_ERASE_CONTACT] = "DELETE FROM bouncecat_contact " OF_CONTACT,
  [BOUNCE_SQLITE_ERASE_DETAIL]
  = "DELETE FROM bouncecat_detail "
    "WHERE id = (SELECT detail FROM bouncecat_event " OF_EVENT ")",
  [BOUNCE_SQLITE_ERASE_EVENT] = "DELETE FROM bouncecat_event " OF_EVENT,
  [BOUNCE_SQLITE_SETTINGS] = BOUNCE_SQL_SETTINGS,
  [BOUNCE_SQLITE_UPSERT_SETTING] = BOUNCE_SQL_UPSERT_SETTING,
};

#define EVENT(type, member)                                                    \
  {                                                                            \
    BOUNCE_SQL_##type, G_STRUCT_OFFSET (BounceEvent, member)                   \
  }

const BounceSqlColumn bounce_sqlite_event[BOUNCE_SQLITE_EVENT_COLUMNS] = {
  EVENT (TEXT, id),         EVENT (CATEGORY, category), EVENT (TEXT, status),
  EVENT (TEXT, reply_code), EVENT (NUMBER, date),       EVENT (NUMBER, seen),
  EVENT (TRUTH, verp),
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
              bounce_event_category_name (*(const BounceCategory *)at));
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
          *(BounceCategory *)at = bounce_event_category_read (
              bounce_sqlite_text (store, statement, column), &store->unknown);
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
