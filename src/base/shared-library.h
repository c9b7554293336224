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

/* Loads LIBRARY ("libpq.so.5") with dlopen(3) and writes the addresses of N
   functions into TABLE, at the offsets that SYMBOLS gives.  It stays loaded,
   and the addresses hold, until the program ends.  FALSE if the library or one
   of the functions is missing: then *TROUBLE, which the caller frees, says what
   is needed ("a newer libpq.so.5: it has no PQfoo"), and TABLE may be half
   filled. */
gboolean bounce_shared_library_load (const char *library,
                                     const BounceSymbol *symbols, guint n,
                                     gpointer table, char **trouble);

#endif
