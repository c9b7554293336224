/* SQLite's functions, as far as the store needs them: loaded when the first
   ledger is opened, or linked by a program that always opens one. */
#ifndef BOUNCE_LEDGER_SQLITE_API_H
#define BOUNCE_LEDGER_SQLITE_API_H

#include <sqlite3.h>

#include <glib.h>

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

/* Fills API from what a program has linked, else by loading the library.
   FALSE with ERROR. */
gboolean bounce_sqlite_api (BounceSqliteApi *api, GError **error);

/* What API is filled from for the rest of the run; static. */
void bounce_sqlite_api_link (const BounceSqliteApi *linked);

#endif
