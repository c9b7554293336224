/* uri: finds the store and the location of a ledger's URI: a path or
   "sqlite:PATH", or "postgresql://...".  The one place that knows which stores
   this program was built with. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/uri.h"

#ifdef HAVE_LIBPQ
#define STORE_PGSQL (&bounce_store_pgsql)
#else
#define STORE_PGSQL NULL
#endif

/* A NULL store was left out of this build. */
static const struct
{
  const char *prefix;
  const BounceStore *store;
  gboolean is_path; /* what follows the prefix is a file name */
} schemes[] = {
  { "sqlite:", &bounce_store_sqlite, TRUE },
  { "postgresql://", STORE_PGSQL, FALSE },
  { "postgres://", STORE_PGSQL, FALSE },
};

/* SQLite gives a meaning to ":memory:" and "file:..."; "./" takes it away. */
static char *
plain_path (const char *path)
{
  return g_path_is_absolute (path) ? g_strdup (path)
                                   : g_strconcat ("./", path, NULL);
}

/* "mysql://..." is a store that we lack, not a file of that name. */
static gboolean
has_scheme (const char *uri)
{
  const char *colon = strstr (uri, "://");

  return colon != NULL && colon > uri
         && strcspn (uri, "/.") > (gsize)(colon - uri);
}

const BounceStore *
bounce_ledger_uri_parse (const char *uri, char **location, GError **error)
{
  const BounceStore *store = &bounce_store_sqlite;
  const char *rest = uri;
  gboolean is_path = TRUE, found = FALSE;

  *location = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (schemes) && !found; i++)
    if (g_str_has_prefix (uri, schemes[i].prefix))
      {
        found = TRUE;
        store = schemes[i].store;
        is_path = schemes[i].is_path;
        if (is_path)
          rest = uri + strlen (schemes[i].prefix);
      }
  if (store == NULL)
    g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
                 "this build has no PostgreSQL ledgers (it was configured "
                 "without libpq)");
  else if (!found && has_scheme (uri))
    g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
                 "unknown kind of ledger '%s': give a path, sqlite:PATH or "
                 "postgresql://...",
                 uri);
  else if (*rest == '\0')
    g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
                 "'%s' names no file", uri);
  else
    {
      *location = is_path ? plain_path (rest) : g_strdup (rest);
      return store;
    }
  return NULL;
}
