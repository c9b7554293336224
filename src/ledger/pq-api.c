/* pq-api: loads the functions of libpq with dlopen(3). */
#include "config.h"

#ifdef HAVE_LIBPQ

#include "base/shared-library.h"
#include "ledger/contact.h"
#include "ledger/pq-api.h"

#define SYMBOL(name)                                                           \
  {                                                                            \
    "PQ" #name, G_STRUCT_OFFSET (BouncePqApi, name)                            \
  }

static const BounceSymbol symbols[] = {
  SYMBOL (clear),
  SYMBOL (connectdbParams),
  SYMBOL (conninfoFree),
  SYMBOL (conninfoParse),
  SYMBOL (consumeInput),
  SYMBOL (errorMessage),
  SYMBOL (finish),
  SYMBOL (freemem),
  SYMBOL (getResult),
  SYMBOL (getisnull),
  SYMBOL (getvalue),
  SYMBOL (isBusy),
  SYMBOL (parameterStatus),
  SYMBOL (resultErrorField),
  SYMBOL (resultErrorMessage),
  SYMBOL (resultStatus),
  SYMBOL (sendPrepare),
  SYMBOL (sendQuery),
  SYMBOL (sendQueryPrepared),
  SYMBOL (setNoticeProcessor),
  SYMBOL (setSingleRowMode),
  SYMBOL (socket),
  SYMBOL (status),
};

gboolean
bounce_pq_api_load (BouncePqApi *api, GError **error)
{
  g_autofree char *trouble = NULL;

  if (bounce_shared_library_load ("libpq.so.5", symbols, G_N_ELEMENTS (symbols),
                                  api, &trouble))
    return TRUE;
  g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
               "a PostgreSQL ledger needs %s", trouble);
  return FALSE;
}

#endif /* HAVE_LIBPQ */
