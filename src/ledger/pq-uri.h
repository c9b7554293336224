/* The URI of a PostgreSQL ledger. */
#ifndef BOUNCE_LEDGER_PQ_URI_H
#define BOUNCE_LEDGER_PQ_URI_H

#include <glib.h>

#include "ledger/pq-api.h"

/* FALSE with ERROR (USAGE), in libpq's words, if it can't read URI. */
gboolean bounce_pq_uri_check (const BouncePqApi *api, const char *uri,
                              GError **error);

/* MESSAGE, of libpq, with "..." in the place of what it quotes of a password in
   URI.  The caller frees it. */
char *bounce_pq_uri_hide (const char *uri, const char *message);

#endif
