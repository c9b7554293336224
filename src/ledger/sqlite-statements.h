/* The statements of an open SQLite file. */
#ifndef BOUNCE_LEDGER_SQLITE_STATEMENTS_H
#define BOUNCE_LEDGER_SQLITE_STATEMENTS_H

#include <glib.h>

#include "ledger/sql.h"
#include "ledger/sqlite-file.h"

/* How many contacts are read by one statement: running it costs as much as
   reading one of them. */
#define BOUNCE_SQLITE_SOME 100

/* What is written of an event beside its details: event, category, status,
   reply_code, bounced_at, seen_at, verp. */
#define BOUNCE_SQLITE_EVENT_COLUMNS 7
extern const BounceSqlColumn bounce_sqlite_event[BOUNCE_SQLITE_EVENT_COLUMNS];

/* The statement SQL, ready for its values; NULL with ERROR. */
sqlite3_stmt *bounce_sqlite_prepare (BounceSqlite *store,
                                     BounceSqliteStatement sql, GError **error);

/* Bind text that lives until the statement is stepped (NULL: none), and the N
   members of ROW from the FIRST parameter on.  SQLite's result. */
int bounce_sqlite_bind_text (BounceSqlite *store, sqlite3_stmt *statement,
                             int i, const char *text);
int bounce_sqlite_bind_row (BounceSqlite *store, sqlite3_stmt *statement,
                            int first, const BounceSqlColumn *columns, guint n,
                            gconstpointer row);

/* The text in COLUMN, and the N members of ROW from the FIRST column on; they
   hold until the statement is stepped. */
const char *bounce_sqlite_text (BounceSqlite *store, sqlite3_stmt *row,
                                int column);
void bounce_sqlite_row (BounceSqlite *store, sqlite3_stmt *statement, int first,
                        const BounceSqlColumn *columns, guint n, gpointer row);

/* Steps STATEMENT, which gives no rows, and makes it ready for the next use.
   BOUND is what binding its values said. */
gboolean bounce_sqlite_finish (BounceSqlite *store, sqlite3_stmt *statement,
                               int bound, GError **error);

#endif
