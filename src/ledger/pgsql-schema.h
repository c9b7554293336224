/* The tables of a PostgreSQL ledger. */
#ifndef BOUNCE_LEDGER_PGSQL_SCHEMA_H
#define BOUNCE_LEDGER_PGSQL_SCHEMA_H

#include <glib.h>

#include "ledger/pq.h"
#include "ledger/store.h"

/* Makes or migrates the schema, as MODE allows. */
gboolean bounce_pgsql_prepare_schema (BouncePq *pq, BounceOpenMode mode,
                                      guint lock_wait, GError **error);

#endif
