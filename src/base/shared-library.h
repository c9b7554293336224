/* Libraries that are loaded at first use: who gives no --ledger pays nothing
   for SQLite or PostgreSQL. */
#ifndef BOUNCE_BASE_SHARED_LIBRARY_H
#define BOUNCE_BASE_SHARED_LIBRARY_H

#include <glib.h>

/* A function of the library, and where in the caller's struct of function
   pointers it belongs. */
typedef struct
{
  const char *name;
  gsize offset;
} BounceSymbol;

/* Loads LIBRARY ("libpq.so.5") and fills TABLE with its N functions.  FALSE if
   the library or a function of it is missing: then *TROUBLE, which the caller
   frees, says what would be needed.  It stays loaded. */
gboolean bounce_shared_library_load (const char *library,
                                     const BounceSymbol *symbols, guint n,
                                     gpointer table, char **trouble);

#endif
