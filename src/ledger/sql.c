/* sql: the schema, version by version, and the columns of its tables.  Types
   and clauses are those that SQLite, PostgreSQL and the engines that speak its
   protocol share, with what differs marked; in PostgreSQL the address leads
   every primary key, so that an engine can distribute contacts and their events
   by it.  Dates are seconds since 1970; no date is NULL. */
#include "config.h"

#include <glib.h>

#include "ledger/sql.h"

#define EVERY (1U << BOUNCE_DIALECT_SQLITE | 1U << BOUNCE_DIALECT_PGSQL)
#define SQLITE (1U << BOUNCE_DIALECT_SQLITE)
#define PGSQL (1U << BOUNCE_DIALECT_PGSQL)

typedef struct
{
  guint dialects;
  const char *text; /* NULL: the end */
} Step;

/* SQLite keeps rows in their primary key, not beside it: one search finds a
   contact, one more all of its events. */
#define CONTACT_1                                                              \
  "CREATE TABLE IF NOT EXISTS bouncecat_contact ("                             \
  "address TEXT NOT NULL, written TEXT NOT NULL, "                             \
  "delivered_at BIGINT, reset_at BIGINT, PRIMARY KEY (address))"
#define EVENT_1                                                                \
  "CREATE TABLE IF NOT EXISTS bouncecat_event ("                               \
  "address TEXT NOT NULL, event TEXT NOT NULL, category TEXT NOT NULL, "       \
  "status TEXT, reply_code TEXT, evidence TEXT, diagnostic TEXT, "             \
  "remote_mta TEXT, message_id TEXT, bounced_at BIGINT, "                      \
  "cleared BIGINT NOT NULL, PRIMARY KEY (address, event))"
/* A few rows, the same for all: a reference table. */
#define SETTING_1                                                              \
  "CREATE TABLE IF NOT EXISTS bouncecat_setting ("                             \
  "name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name))"

static const Step version_1[] = {
  { PGSQL, SETTING_1 },
  { PGSQL, CONTACT_1 },
  { PGSQL, EVENT_1 },
  { SQLITE, SETTING_1 " WITHOUT ROWID" },
  { SQLITE, CONTACT_1 " WITHOUT ROWID" },
  { SQLITE, EVENT_1 " WITHOUT ROWID" },
  { EVERY, NULL },
};

/* When a bounce was learned was not noted; it is taken for when it was, and
   what a reset has cleared for learned before that. */
#define SEEN_2(now)                                                            \
  "UPDATE bouncecat_event SET seen_at = CASE "                                 \
  "WHEN bounced_at IS NULL OR bounced_at > " now " THEN " now                  \
  " ELSE bounced_at END"
#define CLEARED_2                                                              \
  "UPDATE bouncecat_event SET seen_at = (SELECT reset_at "                     \
  "FROM bouncecat_contact c WHERE c.address = bouncecat_event.address) "       \
  "WHERE cleared = 1 AND (bounced_at IS NULL OR bounced_at > (SELECT "         \
  "reset_at FROM bouncecat_contact c "                                         \
  "WHERE c.address = bouncecat_event.address))"
#define DELIVERED_2(now)                                                       \
  "UPDATE bouncecat_contact SET delivered_at = " now                           \
  " WHERE delivered_at > " now
#define NOW_SQLITE "CAST (strftime ('%s', 'now') AS INTEGER)"
#define NOW_PGSQL "CAST (extract (epoch FROM now ()) AS BIGINT)"

static const Step version_2[] = {
  { EVERY, "ALTER TABLE bouncecat_contact ADD COLUMN complained_at BIGINT" },
  { EVERY, "ALTER TABLE bouncecat_contact ADD COLUMN suppressed_at BIGINT" },
  { EVERY, "ALTER TABLE bouncecat_contact ADD COLUMN suppressed_reason TEXT" },
  { EVERY, "ALTER TABLE bouncecat_contact ADD COLUMN changed_at BIGINT" },
  { EVERY, "ALTER TABLE bouncecat_contact ADD COLUMN pruned BIGINT" },
  { EVERY, "ALTER TABLE bouncecat_contact ADD COLUMN counts TEXT" },
  { EVERY, "ALTER TABLE bouncecat_event ADD COLUMN seen_at BIGINT" },
  { EVERY, "ALTER TABLE bouncecat_event ADD COLUMN verp BIGINT" },
  { SQLITE, SEEN_2 (NOW_SQLITE) },
  { PGSQL, SEEN_2 (NOW_PGSQL) },
  { EVERY, CLEARED_2 },
  { SQLITE, DELIVERED_2 (NOW_SQLITE) },
  { PGSQL, DELIVERED_2 (NOW_PGSQL) },
  { EVERY, "ALTER TABLE bouncecat_event DROP COLUMN cleared" },
  /* In byte order, so that rows can be read in it without being sorted. */
  { PGSQL, "ALTER TABLE bouncecat_contact "
           "ALTER COLUMN address TYPE TEXT COLLATE \"C\"" },
  { PGSQL, "ALTER TABLE bouncecat_event "
           "ALTER COLUMN address TYPE TEXT COLLATE \"C\", "
           "ALTER COLUMN event TYPE TEXT COLLATE \"C\"" },
  { EVERY, "CREATE INDEX bouncecat_event_seen ON bouncecat_event (seen_at)" },
  { EVERY, "CREATE INDEX bouncecat_contact_changed "
           "ON bouncecat_contact (changed_at) WHERE changed_at IS NOT NULL" },
  { EVERY, NULL },
};

/* SQLite writes whole pages.  Addresses come in no order, so that each event
   touches a page of its own; the more of them are on a page, the fewer are
   written.  What a server said, which only `show` and its like ask for, stands
   in a table that only grows at its end, and a contact has a row only if there
   is something to say of it that its events do not tell. */
#define EVENT_3                                                                \
  "CREATE TABLE bouncecat_event ("                                             \
  "address TEXT NOT NULL, event TEXT NOT NULL, category TEXT NOT NULL, "       \
  "status TEXT, reply_code TEXT, bounced_at BIGINT, seen_at BIGINT, "          \
  "verp BIGINT, busy BIGINT, detail INTEGER, "                                 \
  "PRIMARY KEY (address, event)) WITHOUT ROWID"
#define DETAIL_3                                                               \
  "CREATE TABLE bouncecat_detail ("                                            \
  "id INTEGER PRIMARY KEY, evidence TEXT, diagnostic TEXT, remote_mta TEXT, "  \
  "message_id TEXT)"
#define HAS_DETAIL_3                                                           \
  "coalesce (evidence, diagnostic, remote_mta, message_id) IS NOT NULL"
#define NUMBERED_3                                                             \
  "(SELECT *, row_number () OVER (ORDER BY address, event) AS number "         \
  "FROM bouncecat_event_2)"
#define PLAIN_3                                                                \
  "DELETE FROM bouncecat_contact WHERE written = address "                     \
  "AND coalesce (delivered_at, reset_at, complained_at, suppressed_at, "       \
  "changed_at, pruned) IS NULL "                                               \
  "AND coalesce (suppressed_reason, counts) IS NULL "                          \
  "AND EXISTS (SELECT 1 FROM bouncecat_event e "                               \
  "WHERE e.address = bouncecat_contact.address)"
/* Of contacts with very many events those that matter are found by when they
   were; for all others that would be one more page to write. */
#define BUSY_3                                                                 \
  "UPDATE bouncecat_event SET busy = 1 WHERE address IN "                      \
  "(SELECT address FROM bouncecat_contact WHERE counts IS NOT NULL)"
#define BUSY_INDEX_3                                                           \
  "CREATE INDEX bouncecat_event_busy ON bouncecat_event "                      \
  "(address, category, (CASE WHEN bounced_at IS NULL "                         \
  "OR bounced_at > seen_at THEN seen_at ELSE bounced_at END), event) "         \
  "WHERE busy = 1"

static const Step version_3[] = {
  { SQLITE, "DROP INDEX bouncecat_event_seen" },
  { SQLITE, "ALTER TABLE bouncecat_event RENAME TO bouncecat_event_2" },
  { SQLITE, DETAIL_3 },
  { SQLITE, EVENT_3 },
  { SQLITE, "INSERT INTO bouncecat_detail SELECT number, evidence, diagnostic, "
            "remote_mta, message_id FROM " NUMBERED_3 " WHERE " HAS_DETAIL_3 },
  { SQLITE, "INSERT INTO bouncecat_event SELECT address, event, category, "
            "status, reply_code, bounced_at, seen_at, verp, NULL, "
            "CASE WHEN " HAS_DETAIL_3 " THEN number END FROM " NUMBERED_3 },
  { SQLITE, "DROP TABLE bouncecat_event_2" },
  { SQLITE, "CREATE INDEX bouncecat_event_seen ON bouncecat_event (seen_at)" },
  { SQLITE, PLAIN_3 },
  { PGSQL, "ALTER TABLE bouncecat_event ADD COLUMN busy BIGINT" },
  { EVERY, BUSY_3 },
  { EVERY, BUSY_INDEX_3 },
  { EVERY, NULL },
};

/* What takes a ledger to each version from the one before.  A new version is
   a new line; a line that was released never changes. */
static const Step *const migrations[] = { version_1, version_2, version_3 };
G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == BOUNCE_SQL_VERSION);

gboolean
bounce_sql_migrate (guint from, BounceDialect dialect, BounceSqlRun run,
                    gpointer handle, GError **error)
{
  for (guint version = from; version < G_N_ELEMENTS (migrations); version++)
    for (const Step *step = migrations[version]; step->text != NULL; step++)
      if ((step->dialects & 1U << dialect) && !run (handle, step->text, error))
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
                   "unknown schema version '%s'", value);
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

#define CONTACT(type, member)                                                  \
  {                                                                            \
    BOUNCE_SQL_##type, G_STRUCT_OFFSET (BounceContact, member)                 \
  }
#define EVENT(type, member)                                                    \
  {                                                                            \
    BOUNCE_SQL_##type, G_STRUCT_OFFSET (BounceEvent, member)                   \
  }

const BounceSqlColumn bounce_sql_contact[BOUNCE_SQL_CONTACT_COLUMNS] = {
  CONTACT (TEXT, key),          CONTACT (TEXT, written),
  CONTACT (TEXT, reason),       CONTACT (TEXT, counts),
  CONTACT (NUMBER, delivered),  CONTACT (NUMBER, reset),
  CONTACT (NUMBER, complained), CONTACT (NUMBER, suppressed),
  CONTACT (NUMBER, changed),    CONTACT (NUMBER, pruned),
};
const BounceSqlColumn bounce_sql_event[BOUNCE_SQL_EVENT_COLUMNS] = {
  EVENT (TEXT, id),         EVENT (CATEGORY, category),
  EVENT (TEXT, status),     EVENT (TEXT, reply_code),
  EVENT (TEXT, evidence),   EVENT (TEXT, diagnostic),
  EVENT (TEXT, remote_mta), EVENT (TEXT, message_id),
  EVENT (NUMBER, date),     EVENT (NUMBER, seen),
  EVENT (TRUTH, verp),
};
