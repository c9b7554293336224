/* An open SQLite file: the library, the handle, the prepared statements.  Only
   the files of this store use it. */
#ifndef BOUNCE_LEDGER_SQLITE_FILE_H
#define BOUNCE_LEDGER_SQLITE_FILE_H

#include <sqlite3.h>

#include <glib.h>

#include "ledger/sqlite-api.h"
#include "ledger/store.h"

/* The statements that are prepared once, at their first use. */
typedef enum
{
  BOUNCE_SQLITE_MAKE_CONTACT,
  BOUNCE_SQLITE_UPSERT_CONTACT,
  BOUNCE_SQLITE_UPSERT_DETAIL,
  BOUNCE_SQLITE_UPSERT_EVENT,
  BOUNCE_SQLITE_MARK_BUSY,
  BOUNCE_SQLITE_READ_COUNTS, /* these three by BounceReadDetail */
  BOUNCE_SQLITE_READ_EVENTS,
  BOUNCE_SQLITE_READ_ALL,
  BOUNCE_SQLITE_AFTER_COUNTS, /* and these */
  BOUNCE_SQLITE_AFTER_EVENTS,
  BOUNCE_SQLITE_AFTER_ALL,
  BOUNCE_SQLITE_CHANGED_AFTER,
  BOUNCE_SQLITE_READ_EVENT,
  BOUNCE_SQLITE_READ_FROM,
  BOUNCE_SQLITE_READ_EACH,
  BOUNCE_SQLITE_ERASE_DETAILS, /* of a contact: these two in this order */
  BOUNCE_SQLITE_ERASE_EVENTS,
  BOUNCE_SQLITE_ERASE_CONTACT,
  BOUNCE_SQLITE_ERASE_DETAIL, /* of an event: and these */
  BOUNCE_SQLITE_ERASE_EVENT,
  BOUNCE_SQLITE_SETTINGS,
  BOUNCE_SQLITE_UPSERT_SETTING,
  BOUNCE_SQLITE_STATEMENTS
} BounceSqliteStatement;

typedef struct
{
  BounceSqliteApi api;
  sqlite3 *db;
  char *path;
  guint lock_wait;  /* seconds */
  gboolean is_busy; /* the last failure was that others have it locked */
  int result;       /* of the last failure, SQLite's */
  char *unknown;    /* the first category of a later version, or NULL */
  sqlite3_stmt *statements[BOUNCE_SQLITE_STATEMENTS];
} BounceSqlite;

/* Opens the file PATH.  NULL with ERROR. */
BounceSqlite *bounce_sqlite_open (const char *path, BounceOpenMode mode,
                                  guint lock_wait, GError **error);
void bounce_sqlite_close (BounceSqlite *store);

/* Makes or migrates the schema of STORE, a file that is open, in transactions
   of AS, the store that it is a handle of.  FALSE with ERROR set if the file is
   no ledger and none may be made of it, or if SQLite fails. */
gboolean bounce_sqlite_prepare_schema (BounceSqlite *store,
                                       const BounceStore *as,
                                       BounceOpenMode mode, GError **error);

/* Sets ERROR from RESULT, SQLite's; returns FALSE. */
gboolean bounce_sqlite_fail (BounceSqlite *store, int result, GError **error);

/* Runs TEXT, which has no parameters and gives no rows. */
gboolean bounce_sqlite_run (gpointer store, const char *text, GError **error);

/* The first value of the first row of TEXT in *VALUE (the caller frees it),
   NULL if there is none. */
gboolean bounce_sqlite_query (BounceSqlite *store, const char *text,
                              char **value, GError **error);

#endif
