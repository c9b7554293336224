/* An open SQLite file: the library, the handle, the prepared statements.  Only
   the files of this store use it. */
#ifndef BOUNCE_LEDGER_STORE_SQLITE_H
#define BOUNCE_LEDGER_STORE_SQLITE_H

#include <sqlite3.h>

#include <glib.h>

/* SQLite's functions, as far as the store needs them. */
typedef struct
{
  __typeof__ (sqlite3_bind_int64) *bind_int64;
  __typeof__ (sqlite3_bind_null) *bind_null;
  __typeof__ (sqlite3_bind_text) *bind_text;
  __typeof__ (sqlite3_busy_timeout) *busy_timeout;
  __typeof__ (sqlite3_close) *close;
  __typeof__ (sqlite3_column_int64) *column_int64;
  __typeof__ (sqlite3_column_text) *column_text;
  __typeof__ (sqlite3_column_type) *column_type;
  __typeof__ (sqlite3_errmsg) *errmsg;
  __typeof__ (sqlite3_errstr) *errstr;
  __typeof__ (sqlite3_exec) *exec;
  __typeof__ (sqlite3_finalize) *finalize;
  __typeof__ (sqlite3_get_autocommit) *get_autocommit;
  __typeof__ (sqlite3_open_v2) *open_v2;
  __typeof__ (sqlite3_prepare_v3) *prepare_v3;
  __typeof__ (sqlite3_reset) *reset;
  __typeof__ (sqlite3_step) *step;
} BounceSqliteApi;

/* The statements that are prepared once, at their first use. */
typedef enum
{
  BOUNCE_SQLITE_TOUCH,
  BOUNCE_SQLITE_PUT_CONTACT,
  BOUNCE_SQLITE_PUT_EVENT,
  BOUNCE_SQLITE_READ_ONE,
  BOUNCE_SQLITE_READ_SOME,
  BOUNCE_SQLITE_READ_ALL,
  BOUNCE_SQLITE_CLEAR,
  BOUNCE_SQLITE_ERASE_EVENTS,
  BOUNCE_SQLITE_ERASE_CONTACT,
  BOUNCE_SQLITE_SETTINGS,
  BOUNCE_SQLITE_PUT_SETTING,
  BOUNCE_SQLITE_STATEMENTS
} BounceSqliteStatement;

typedef struct
{
  BounceSqliteApi api;
  sqlite3 *db;
  char *path;
  gboolean is_busy; /* the last failure was that others have it locked */
  sqlite3_stmt *statements[BOUNCE_SQLITE_STATEMENTS];
} BounceSqlite;

/* Opens the file PATH, made with its folders where it is not there.  NULL with
   ERROR. */
BounceSqlite *bounce_sqlite_open (const char *path, GError **error);
void bounce_sqlite_close (BounceSqlite *store);

/* Sets ERROR from RESULT, SQLite's; returns FALSE. */
gboolean bounce_sqlite_fail (BounceSqlite *store, int result, GError **error);

/* Runs TEXT, which has no parameters and gives no rows. */
gboolean bounce_sqlite_run (gpointer store, const char *text, GError **error);

/* The first value of the first row of TEXT in *VALUE (the caller frees it),
   NULL if there is none. */
gboolean bounce_sqlite_query (BounceSqlite *store, const char *text,
                              char **value, GError **error);

/* Turns on write-ahead logging, which is a property of the file. */
gboolean bounce_sqlite_use_wal (BounceSqlite *store, GError **error);

#endif
