/* The tables of a PostgreSQL ledger. */
#ifndef BOUNCE_LEDGER_PGSQL_SCHEMA_H
#define BOUNCE_LEDGER_PGSQL_SCHEMA_H

#include <glib.h>

#include "ledger/pq.h"
#include "ledger/store.h"

/* Makes or migrates the schema, as MODE allows, in transactions of AS, the
   store that PQ is a handle of.  FALSE with ERROR set if there is no ledger and
   none may be made, or if the database fails. */
gboolean bounce_pgsql_prepare_schema (BouncePq *pq, const BounceStore *as,
                                      BounceOpenMode mode, guint lock_wait,
                                      GError **error);

#endif
