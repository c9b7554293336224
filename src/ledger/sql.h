/* The schema of a ledger and the statements that both stores share.  $1, $2
   stand in their order, so that SQLite numbers them as PostgreSQL does. */
#ifndef BOUNCE_LEDGER_SQL_H
#define BOUNCE_LEDGER_SQL_H

#include <glib.h>

#include "ledger/store.h"

/* The version of the schema that this program reads and writes. */
#define BOUNCE_SQL_VERSION 1

/* The setting that holds the version. */
#define BOUNCE_SQL_VERSION_NAME "schema"

/* Runs the one statement TEXT, which has no parameters. */
typedef gboolean (*BounceSqlRun) (gpointer handle, const char *text,
                                  GError **error);

/* Takes the schema from version FROM (0: nothing there) to the newest, inside
   a transaction of the caller's; the caller then stores the new version. */
gboolean bounce_sql_migrate (guint from, BounceSqlRun run, gpointer handle,
                             GError **error);

/* The version that VALUE (NULL: none) stands for.  FALSE with ERROR if it is
   newer than this program. */
gboolean bounce_sql_check_version (const char *value, guint *version,
                                   GError **error);

/* The columns in the order of the enums. */
#define BOUNCE_SQL_CONTACT_COLUMNS "address, written, delivered_at, reset_at"
#define BOUNCE_SQL_EVENT_COLUMNS                                               \
  "address, event, category, status, reply_code, evidence, diagnostic, "       \
  "remote_mta, message_id, bounced_at, cleared"

typedef enum
{
  BOUNCE_CONTACT_ADDRESS,
  BOUNCE_CONTACT_WRITTEN,
  BOUNCE_CONTACT_DELIVERED,
  BOUNCE_CONTACT_RESET,
  BOUNCE_CONTACT_COLUMNS
} BounceContactColumn;

typedef enum
{
  BOUNCE_EVENT_ADDRESS,
  BOUNCE_EVENT_ID,
  BOUNCE_EVENT_CATEGORY,
  BOUNCE_EVENT_STATUS,
  BOUNCE_EVENT_REPLY_CODE,
  BOUNCE_EVENT_EVIDENCE,
  BOUNCE_EVENT_DIAGNOSTIC,
  BOUNCE_EVENT_REMOTE_MTA,
  BOUNCE_EVENT_MESSAGE_ID,
  BOUNCE_EVENT_DATE,
  BOUNCE_EVENT_CLEARED,
  BOUNCE_EVENT_COLUMNS
} BounceEventColumn;

/* The columns of `read`: the contact's, then the event's without its address,
   all NULL where there is no event. */
#define BOUNCE_SQL_READ                                                        \
  "SELECT c.address, c.written, c.delivered_at, c.reset_at, e.event, "         \
  "e.category, e.status, e.reply_code, e.evidence, e.diagnostic, "             \
  "e.remote_mta, e.message_id, e.bounced_at, e.cleared "                       \
  "FROM bouncecat_contact c LEFT JOIN bouncecat_event e "                      \
  "ON e.address = c.address "
/* Where column COLUMN of an event stands among those of `read`. */
#define BOUNCE_SQL_READ_EVENT(column)                                          \
  ((int)BOUNCE_CONTACT_COLUMNS + (int)(column)-1)

#define BOUNCE_SQL_INSERT_CONTACT                                              \
  "INSERT INTO bouncecat_contact (" BOUNCE_SQL_CONTACT_COLUMNS ") "
#define BOUNCE_SQL_OVER_CONTACT                                                \
  " ON CONFLICT (address) DO UPDATE SET written = excluded.written, "          \
  "delivered_at = excluded.delivered_at, reset_at = excluded.reset_at"

#define BOUNCE_SQL_INSERT_EVENT                                                \
  "INSERT INTO bouncecat_event (" BOUNCE_SQL_EVENT_COLUMNS ") "
#define BOUNCE_SQL_OVER_EVENT                                                  \
  " ON CONFLICT (address, event) DO UPDATE SET "                               \
  "category = excluded.category, status = excluded.status, "                   \
  "reply_code = excluded.reply_code, evidence = excluded.evidence, "           \
  "diagnostic = excluded.diagnostic, remote_mta = excluded.remote_mta, "       \
  "message_id = excluded.message_id, bounced_at = excluded.bounced_at, "       \
  "cleared = excluded.cleared"

#define BOUNCE_SQL_CLEAR                                                       \
  "UPDATE bouncecat_event SET cleared = 1 WHERE address = $1"
#define BOUNCE_SQL_ERASE_EVENTS "DELETE FROM bouncecat_event WHERE address = $1"
#define BOUNCE_SQL_ERASE_CONTACT                                               \
  "DELETE FROM bouncecat_contact WHERE address = $1"
#define BOUNCE_SQL_SETTINGS                                                    \
  "SELECT name, value FROM bouncecat_setting ORDER BY name"
#define BOUNCE_SQL_PUT_SETTING                                                 \
  "INSERT INTO bouncecat_setting (name, value) VALUES ($1, $2) "               \
  "ON CONFLICT (name) DO UPDATE SET value = excluded.value"

#endif
