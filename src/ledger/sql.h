/* The schema of a ledger and what the statements of both stores share.  $1, $2
   stand in their order, so that SQLite numbers them as PostgreSQL does. */
#ifndef BOUNCE_LEDGER_SQL_H
#define BOUNCE_LEDGER_SQL_H

#include <glib.h>

#include "ledger/contact.h"

/* The version of the schema that this program reads and writes. */
#define BOUNCE_SQL_VERSION 3

/* The setting that holds the version. */
#define BOUNCE_SQL_VERSION_NAME "schema"

/* What differs between the stores. */
typedef enum
{
  BOUNCE_DIALECT_SQLITE,
  BOUNCE_DIALECT_PGSQL
} BounceDialect;

/* Runs the one statement TEXT, which has no parameters. */
typedef gboolean (*BounceSqlRun) (gpointer handle, const char *text,
                                  GError **error);

/* Takes the schema from version FROM (0: nothing there) to the newest, inside
   a transaction of the caller's; the caller then stores the new version. */
gboolean bounce_sql_migrate (guint from, BounceDialect dialect,
                             BounceSqlRun run, gpointer handle, GError **error);

/* The version that VALUE (NULL: none) stands for.  FALSE with ERROR if it is
   newer than this program. */
gboolean bounce_sql_check_version (const char *value, guint *version,
                                   GError **error);

/* A column, and the member of BounceContact or BounceEvent that it holds. */
typedef enum
{
  BOUNCE_SQL_TEXT,     /* const char * */
  BOUNCE_SQL_NUMBER,   /* gint64; NULL is G_MININT64 */
  BOUNCE_SQL_CATEGORY, /* BounceCategory as its slug */
  BOUNCE_SQL_TRUTH     /* gboolean as 0 or 1 */
} BounceSqlType;

typedef struct
{
  BounceSqlType type;
  gsize offset;
} BounceSqlColumn;

/* Those of a contact in the order of the names below; those of an event in the
   order event, category, status, reply_code, evidence, diagnostic, remote_mta,
   message_id, bounced_at, seen_at, verp. */
#define BOUNCE_SQL_CONTACT_COLUMNS 10
#define BOUNCE_SQL_EVENT_COLUMNS 11
extern const BounceSqlColumn bounce_sql_contact[BOUNCE_SQL_CONTACT_COLUMNS];
extern const BounceSqlColumn bounce_sql_event[BOUNCE_SQL_EVENT_COLUMNS];

#define BOUNCE_SQL_CONTACT_NAMES                                               \
  "address, written, suppressed_reason, counts, delivered_at, reset_at, "      \
  "complained_at, suppressed_at, changed_at, pruned"
/* bounce_event_time as SQL, and the order of what is read. */
#define BOUNCE_SQL_TIME                                                        \
  "CASE WHEN bounced_at IS NULL OR bounced_at > seen_at THEN seen_at "         \
  "ELSE bounced_at END"
#define BOUNCE_SQL_IN_TIME BOUNCE_SQL_TIME ", e.event"

#define BOUNCE_SQL_INSERT_CONTACT                                              \
  "INSERT INTO bouncecat_contact (" BOUNCE_SQL_CONTACT_NAMES ") "
#define BOUNCE_SQL_OVER_CONTACT                                                \
  " ON CONFLICT (address) DO UPDATE SET written = excluded.written, "          \
  "suppressed_reason = excluded.suppressed_reason, "                           \
  "counts = excluded.counts, delivered_at = excluded.delivered_at, "           \
  "reset_at = excluded.reset_at, complained_at = excluded.complained_at, "     \
  "suppressed_at = excluded.suppressed_at, "                                   \
  "changed_at = excluded.changed_at, pruned = excluded.pruned"

#define BOUNCE_SQL_SETTINGS                                                    \
  "SELECT name, value FROM bouncecat_setting ORDER BY name"
#define BOUNCE_SQL_UPSERT_SETTING                                              \
  "INSERT INTO bouncecat_setting (name, value) VALUES ($1, $2) "               \
  "ON CONFLICT (name) DO UPDATE SET value = excluded.value"

#endif
