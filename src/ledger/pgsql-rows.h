/* Contacts and events as libpq's values. */
#ifndef BOUNCE_LEDGER_PGSQL_ROWS_H
#define BOUNCE_LEDGER_PGSQL_ROWS_H

#include <glib.h>

#include "ledger/pq.h"
#include "ledger/sql.h"

/* Makes the N columns of several rows, each an array literal. */
void bounce_pgsql_columns_init (GString **columns, guint n);

/* Appends the N members of ROW, one to each column. */
void bounce_pgsql_columns_add (const BouncePq *pq, GString **columns,
                               const BounceSqlColumn *members, guint n,
                               gconstpointer row);

/* Runs STATEMENT with the N columns and frees them. */
gboolean bounce_pgsql_columns_run (BouncePq *pq,
                                   const BouncePqStatement *statement,
                                   GString **columns, guint n, BouncePqRow func,
                                   gpointer data, GError **error);

/* Fills the N members of ROW from the FIRST column of RESULT on. */
void bounce_pgsql_row (BouncePq *pq, const PGresult *result, int first,
                       const BounceSqlColumn *members, guint n, gpointer row);

#endif
