/* Libraries that are loaded at first use: who gives no --ledger pays nothing
   for SQLite or PostgreSQL. */
#ifndef BOUNCE_LEDGER_SHARED_LIBRARY_H
#define BOUNCE_LEDGER_SHARED_LIBRARY_H

#include <glib.h>

/* A function of the library, and where in the caller's struct of function
   pointers it belongs. */
typedef struct
{
  const char *name;
  gsize offset;
} BounceSymbol;

/* Loads LIBRARY ("libpq.so.5") for WHO ("a PostgreSQL ledger") and fills TABLE
   with its N functions.  FALSE with ERROR (BOUNCE_LEDGER_ERROR_AGAIN) if the
   library or a function of it is missing.  It stays loaded. */
gboolean bounce_shared_library_load (const char *library, const char *who,
                                     const BounceSymbol *symbols, guint n,
                                     gpointer table, GError **error);

#endif
