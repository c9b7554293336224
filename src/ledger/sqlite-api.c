/* sqlite-api: loads the functions of SQLite with dlopen(3): bouncecat mostly
   runs without a ledger, and start-up is most of what reading one mail costs.
 */
#include "config.h"

#include "base/shared-library.h"
#include "ledger/contact.h"
#include "ledger/sqlite-api.h"

#define SYMBOL(name)                                                           \
  {                                                                            \
    "sqlite3_" #name, G_STRUCT_OFFSET (BounceSqliteApi, name)                  \
  }

static const BounceSymbol symbols[] = {
  SYMBOL (bind_int64),     SYMBOL (bind_null),   SYMBOL (bind_text),
  SYMBOL (busy_timeout),   SYMBOL (close),       SYMBOL (column_int64),
  SYMBOL (column_text),    SYMBOL (column_type), SYMBOL (errmsg),
  SYMBOL (errstr),         SYMBOL (exec),        SYMBOL (finalize),
  SYMBOL (get_autocommit), SYMBOL (open_v2),     SYMBOL (prepare_v3),
  SYMBOL (reset),          SYMBOL (step),
};

static const BounceSqliteApi *linked_api;

void
bounce_sqlite_api_link (const BounceSqliteApi *linked)
{
  linked_api = linked;
}

gboolean
bounce_sqlite_api (BounceSqliteApi *api, GError **error)
{
  g_autofree char *trouble = NULL;

  if (linked_api != NULL)
    *api = *linked_api;
  else if (!bounce_shared_library_load ("libsqlite3.so.0", symbols,
                                        G_N_ELEMENTS (symbols), api, &trouble))
    {
      g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
                   "a ledger in a file needs %s", trouble);
      return FALSE;
    }
  return TRUE;
}
