/* ledger-pq: statements and arrays become libpq's calls, and their failures
   errors of the ledger.  The library is loaded when the first ledger of this
   kind is opened.  Knows no table. */
#include "config.h"

#ifdef HAVE_LIBPQ

#include <string.h>

#include <glib.h>

#include "base/shared-library.h"
#include "ledger/pq.h"
#include "ledger/ledger.h"

typedef struct
{
  __typeof__ (PQclear) *clear;
  __typeof__ (PQconnectdbParams) *connectdbParams;
  __typeof__ (PQerrorMessage) *errorMessage;
  __typeof__ (PQexec) *exec;
  __typeof__ (PQfinish) *finish;
  __typeof__ (PQgetResult) *getResult;
  __typeof__ (PQgetisnull) *getisnull;
  __typeof__ (PQgetvalue) *getvalue;
  __typeof__ (PQntuples) *ntuples;
  __typeof__ (PQprepare) *prepare;
  __typeof__ (PQresultErrorField) *resultErrorField;
  __typeof__ (PQresultErrorMessage) *resultErrorMessage;
  __typeof__ (PQresultStatus) *resultStatus;
  __typeof__ (PQsendQueryPrepared) *sendQueryPrepared;
  __typeof__ (PQsetNoticeProcessor) *setNoticeProcessor;
  __typeof__ (PQsetSingleRowMode) *setSingleRowMode;
  __typeof__ (PQstatus) *status;
} Api;

#define SYMBOL(name)                                                           \
  {                                                                            \
    "PQ" #name, G_STRUCT_OFFSET (Api, name)                                    \
  }

static const BounceSymbol symbols[] = {
  SYMBOL (clear),
  SYMBOL (connectdbParams),
  SYMBOL (errorMessage),
  SYMBOL (exec),
  SYMBOL (finish),
  SYMBOL (getResult),
  SYMBOL (getisnull),
  SYMBOL (getvalue),
  SYMBOL (ntuples),
  SYMBOL (prepare),
  SYMBOL (resultErrorField),
  SYMBOL (resultErrorMessage),
  SYMBOL (resultStatus),
  SYMBOL (sendQueryPrepared),
  SYMBOL (setNoticeProcessor),
  SYMBOL (setSingleRowMode),
  SYMBOL (status),
};

struct BouncePq
{
  Api api;
  PGconn *connection;
  GHashTable *prepared; /* of BouncePqStatement, by address */
  BouncePqFailure failure;
};

/* PostgreSQL's manual, appendix A.  What stands not here is for an admin, and
   trying again later loses nothing. */
static const struct
{
  const char *sqlstate;
  BouncePqFailure failure;
  BounceLedgerError code;
} states[] = {
  { "23505", BOUNCE_PQ_EXISTS, BOUNCE_LEDGER_ERROR_AGAIN },
  { "40001", BOUNCE_PQ_CONFLICT, BOUNCE_LEDGER_ERROR_AGAIN },
  { "40P01", BOUNCE_PQ_CONFLICT, BOUNCE_LEDGER_ERROR_AGAIN },
  { "42P01", BOUNCE_PQ_NO_TABLE, BOUNCE_LEDGER_ERROR_AGAIN },
  { "42P07", BOUNCE_PQ_EXISTS, BOUNCE_LEDGER_ERROR_AGAIN },
  { "53100", BOUNCE_PQ_OTHER, BOUNCE_LEDGER_ERROR_WRITE },
};

/* Takes over MESSAGE's lines as one. */
static void
fail_with (BouncePq *pq, const char *sqlstate, const char *message,
           GError **error)
{
  g_autofree char *line = g_strdup (message != NULL ? message : "");
  BounceLedgerError code = BOUNCE_LEDGER_ERROR_AGAIN;

  pq->failure = BOUNCE_PQ_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (sqlstate, states[i].sqlstate) == 0)
      {
        pq->failure = states[i].failure;
        code = states[i].code;
      }
  g_strdelimit (g_strchomp (line), "\n\t", ' ');
  g_set_error (error, BOUNCE_LEDGER_ERROR, code, "PostgreSQL ledger: %s",
               *line != '\0' ? line : "the connection is lost");
}

/* RESULT may be NULL: then the connection itself failed. */
static void
fail (BouncePq *pq, const PGresult *result, GError **error)
{
  if (result != NULL && *pq->api.resultErrorMessage (result) != '\0')
    fail_with (pq, pq->api.resultErrorField (result, PG_DIAG_SQLSTATE),
               pq->api.resultErrorMessage (result), error);
  else
    fail_with (pq, NULL, pq->api.errorMessage (pq->connection), error);
}

/* Frees RESULT, that of a command. */
static gboolean
finish (BouncePq *pq, PGresult *result, GError **error)
{
  gboolean done = pq->api.resultStatus (result) == PGRES_COMMAND_OK;

  if (!done)
    fail (pq, result, error);
  pq->api.clear (result);
  return done;
}

gboolean
bounce_pq_run (BouncePq *pq, const char *text, GError **error)
{
  return finish (pq, pq->api.exec (pq->connection, text), error);
}

static gboolean
prepare (BouncePq *pq, const BouncePqStatement *statement, GError **error)
{
  if (g_hash_table_contains (pq->prepared, statement))
    return TRUE;
  if (!finish (pq,
               pq->api.prepare (pq->connection, statement->name,
                                statement->text, 0, NULL),
               error))
    return FALSE;
  g_hash_table_add (pq->prepared, (gpointer)statement);
  return TRUE;
}

gboolean
bounce_pq_query (BouncePq *pq, const BouncePqStatement *statement,
                 const char *const *values, guint n, BouncePqRow func,
                 gpointer data, GError **error)
{
  gboolean done = TRUE;
  PGresult *result;

  if (!prepare (pq, statement, error))
    return FALSE;
  if (!pq->api.sendQueryPrepared (pq->connection, statement->name, (int)n,
                                  values, NULL, NULL, 0)
      || !pq->api.setSingleRowMode (pq->connection))
    {
      fail (pq, NULL, error);
      return FALSE;
    }
  /* All results are fetched, also those after a failure. */
  while ((result = pq->api.getResult (pq->connection)) != NULL)
    {
      switch (pq->api.resultStatus (result))
        {
        case PGRES_SINGLE_TUPLE:
          if (func != NULL)
            func (pq, result, data);
          break;
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
          break;
        default:
          if (done)
            fail (pq, result, error);
          done = FALSE;
        }
      pq->api.clear (result);
    }
  return done;
}

const char *
bounce_pq_text (BouncePq *pq, const PGresult *row, int column)
{
  return pq->api.getisnull (row, 0, column) ? NULL
                                            : pq->api.getvalue (row, 0, column);
}

gint64
bounce_pq_date (BouncePq *pq, const PGresult *row, int column)
{
  const char *text = bounce_pq_text (pq, row, column);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : G_MININT64;
}

BouncePqFailure
bounce_pq_failure (const BouncePq *pq)
{
  return pq->failure;
}

gboolean
bounce_pq_is_alive (const BouncePq *pq)
{
  return pq->api.status (pq->connection) == CONNECTION_OK;
}

void
bounce_pq_rollback (BouncePq *pq)
{
  BouncePqFailure failure = pq->failure;

  if (bounce_pq_is_alive (pq))
    bounce_pq_run (pq, "ROLLBACK", NULL);
  pq->failure = failure;
}

/* A PQnoticeProcessor: that a table exists already is news to nobody. */
static void
ignore_notice (void *data, const char *message)
{
  (void)data;
  (void)message;
}

BouncePq *
bounce_pq_open (const char *uri, GError **error)
{
  /* What stands before dbname can be changed by the URI. */
  const char *const names[] = { "connect_timeout", "fallback_application_name",
                                "dbname", "client_encoding", NULL };
  const char *const values[] = { "30", "bouncecat", uri, "UTF8", NULL };
  BouncePq *pq = g_new0 (BouncePq, 1);
  g_autofree char *trouble = NULL;

  pq->prepared = g_hash_table_new (NULL, NULL);
  if (!bounce_shared_library_load ("libpq.so.5", symbols,
                                   G_N_ELEMENTS (symbols), &pq->api, &trouble))
    g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
                 "a PostgreSQL ledger needs %s", trouble);
  else
    {
      pq->connection = pq->api.connectdbParams (names, values, 1);
      pq->api.setNoticeProcessor (pq->connection, ignore_notice, NULL);
      if (bounce_pq_is_alive (pq))
        return pq;
      fail (pq, NULL, error);
    }
  bounce_pq_close (pq);
  return NULL;
}

void
bounce_pq_close (BouncePq *pq)
{
  if (pq->connection != NULL)
    pq->api.finish (pq->connection);
  g_hash_table_unref (pq->prepared);
  g_free (pq);
}

static void
begin_element (GString *array)
{
  g_string_append_c (array, array->len == 0 ? '{' : ',');
}

void
bounce_pq_array_text (GString *array, const char *text)
{
  begin_element (array);
  if (text == NULL)
    {
      g_string_append (array, "NULL");
      return;
    }
  g_string_append_c (array, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (array, '\\');
      g_string_append_c (array, *at);
    }
  g_string_append_c (array, '"');
}

void
bounce_pq_array_date (GString *array, gint64 date)
{
  begin_element (array);
  if (date == G_MININT64)
    g_string_append (array, "NULL");
  else
    g_string_append_printf (array, "%" G_GINT64_FORMAT, date);
}

const char *
bounce_pq_array_end (GString *array)
{
  g_string_append (array, array->len == 0 ? "{}" : "}");
  return array->str;
}

#endif /* HAVE_LIBPQ */
