/* sqlite-linked: SQLite's functions, linked.  No file of bouncecat's may need
   this one. */
#include "config.h"

#include "ledger/sqlite-api.h"
#include "ledger/sqlite-linked.h"

void
bounce_sqlite_use_linked (void)
{
  static const BounceSqliteApi api = {
    .bind_int64 = sqlite3_bind_int64,
    .bind_null = sqlite3_bind_null,
    .bind_text = sqlite3_bind_text,
    .busy_timeout = sqlite3_busy_timeout,
    .close = sqlite3_close,
    .column_int64 = sqlite3_column_int64,
    .column_text = sqlite3_column_text,
    .column_type = sqlite3_column_type,
    .errmsg = sqlite3_errmsg,
    .errstr = sqlite3_errstr,
    .exec = sqlite3_exec,
    .finalize = sqlite3_finalize,
    .get_autocommit = sqlite3_get_autocommit,
    .open_v2 = sqlite3_open_v2,
    .prepare_v3 = sqlite3_prepare_v3,
    .reset = sqlite3_reset,
    .step = sqlite3_step,
  };

  bounce_sqlite_api_link (&api);
}
