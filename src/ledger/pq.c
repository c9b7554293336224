/* pq: runs statements by libpq, and turns its failures into errors of the
   ledger.  The library is loaded when the first ledger of this kind is
   opened.  Every wait has a limit, whatever becomes of the server.  Knows no
   table. */
#include "config.h"

#ifdef HAVE_LIBPQ

#include <errno.h>
#include <poll.h>
#include <string.h>

#include <glib.h>

#include "ledger/contact.h"
#include "ledger/pq-api.h"
#include "ledger/pq-encoding.h"
#include "ledger/pq-uri.h"
#include "ledger/pq.h"

struct BouncePq
{
  BouncePqApi api;
  PGconn *connection; /* NULL: given up */
  char *uri;
  guint lock_wait;
  const char *encoding; /* iconv's name of what text must fit into, or NULL */
  GHashTable *prepared; /* of BouncePqStatement, by address */
  GStringChunk *read;   /* values of the row under way that had escapes */
  BouncePqFailure failure;
  char *unknown;
};

/* How long an answer may take beyond what a lock may. */
#define ANSWER_SECONDS 20

/* PostgreSQL's manual, appendix A.  What stands not here is for an admin, and
   trying again later loses nothing. */
static const struct
{
  const char *sqlstate;
  BouncePqFailure failure;
} states[] = {
  { "23505", BOUNCE_PQ_EXISTS },
  { "40001", BOUNCE_PQ_CONFLICT },
  { "40P01", BOUNCE_PQ_CONFLICT },
  { "42P01", BOUNCE_PQ_NO_TABLE },
  { "42P07", BOUNCE_PQ_EXISTS },
  { "42710", BOUNCE_PQ_EXISTS },
  { "42701", BOUNCE_PQ_EXISTS },
  { "57P01", BOUNCE_PQ_CONFLICT }, /* the server is being stopped */
};

/* Takes over MESSAGE's lines as one. */
static void
fail_with (BouncePq *pq, const char *sqlstate, const char *message,
           GError **error)
{
  g_autofree char *line
      = bounce_pq_uri_hide (pq->uri, message != NULL ? message : "");

  pq->failure = BOUNCE_PQ_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (sqlstate, states[i].sqlstate) == 0)
      pq->failure = states[i].failure;
  g_strdelimit (g_strchomp (line), "\n\t", ' ');
  g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
               "PostgreSQL ledger: %s",
               *line != '\0' ? line : "the connection is lost");
}

/* RESULT may be NULL: then the connection itself failed. */
static void
set_failure (BouncePq *pq, const PGresult *result, GError **error)
{
  if (result != NULL && *pq->api.resultErrorMessage (result) != '\0')
    fail_with (pq, pq->api.resultErrorField (result, PG_DIAG_SQLSTATE),
               pq->api.resultErrorMessage (result), error);
  else if (pq->connection != NULL)
    fail_with (pq, NULL, pq->api.errorMessage (pq->connection), error);
  else
    fail_with (pq, NULL, NULL, error);
}

static void
give_up (BouncePq *pq)
{
  if (pq->connection != NULL)
    pq->api.finish (pq->connection);
  pq->connection = NULL;
  g_hash_table_remove_all (pq->prepared);
}

/* Waits until a result can be had without waiting, up to SECONDS (0: for
   ever). */
static gboolean
wait_for_answer (BouncePq *pq, guint seconds, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (pq->api.isBusy (pq->connection))
    {
      struct pollfd waiting
          = { .fd = pq->api.socket (pq->connection), .events = POLLIN };
      gint64 left = (deadline - g_get_monotonic_time ()) / 1000;
      int ready = seconds == 0 ? poll (&waiting, 1, -1)
                  : left > 0   ? poll (&waiting, 1, (int)left)
                               : 0;

      if (ready == 0)
        {
          give_up (pq);
          fail_with (pq, NULL, "the server does not answer", error);
          return FALSE;
        }
      if (ready > 0 && !pq->api.consumeInput (pq->connection))
        {
          set_failure (pq, NULL, error);
          return FALSE;
        }
      if (ready < 0 && errno != EINTR)
        {
          fail_with (pq, NULL, g_strerror (errno), error);
          return FALSE;
        }
    }
  return TRUE;
}

/* Takes all results of what was sent; those with rows go to FUNC. */
static gboolean
take_results (BouncePq *pq, guint seconds, BouncePqRow func, gpointer data,
              GError **error)
{
  gboolean done = TRUE;

  for (;;)
    {
      PGresult *result;

      if (!wait_for_answer (pq, seconds, done ? error : NULL))
        return FALSE;
      result = pq->api.getResult (pq->connection);
      if (result == NULL)
        return done;
      switch (pq->api.resultStatus (result))
        {
        case PGRES_SINGLE_TUPLE:
          g_string_chunk_clear (pq->read);
          if (func != NULL)
            func (pq, result, data);
          break;
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
          break;
        default:
          if (done)
            set_failure (pq, result, error);
          done = FALSE;
        }
      pq->api.clear (result);
    }
}

static guint
answer_seconds (const BouncePq *pq)
{
  return pq->lock_wait + ANSWER_SECONDS;
}

static gboolean
run_within (BouncePq *pq, guint seconds, const char *text, GError **error)
{
  if (pq->connection != NULL && pq->api.sendQuery (pq->connection, text))
    return take_results (pq, seconds, NULL, NULL, error);
  set_failure (pq, NULL, error);
  return FALSE;
}

gboolean
bounce_pq_run (BouncePq *pq, const char *text, GError **error)
{
  return run_within (pq, answer_seconds (pq), text, error);
}

gboolean
bounce_pq_run_long (BouncePq *pq, const char *text, GError **error)
{
  return run_within (pq, 0, text, error);
}

static gboolean
prepare (BouncePq *pq, const BouncePqStatement *statement, GError **error)
{
  if (g_hash_table_contains (pq->prepared, statement))
    return TRUE;
  if (!pq->api.sendPrepare (pq->connection, statement->name, statement->text, 0,
                            NULL))
    {
      set_failure (pq, NULL, error);
      return FALSE;
    }
  if (!take_results (pq, answer_seconds (pq), NULL, NULL, error))
    return FALSE;
  g_hash_table_add (pq->prepared, (gpointer)statement);
  return TRUE;
}

gboolean
bounce_pq_query (BouncePq *pq, const BouncePqStatement *statement,
                 const char *const *values, guint n, BouncePqRow func,
                 gpointer data, GError **error)
{
  if (pq->connection == NULL)
    {
      set_failure (pq, NULL, error);
      return FALSE;
    }
  if (!prepare (pq, statement, error))
    return FALSE;
  if (pq->api.sendQueryPrepared (pq->connection, statement->name, (int)n,
                                 values, NULL, NULL, 0)
      && pq->api.setSingleRowMode (pq->connection))
    return take_results (pq, answer_seconds (pq), func, data, error);
  set_failure (pq, NULL, error);
  return FALSE;
}

const char *
bounce_pq_text (BouncePq *pq, const PGresult *row, int column)
{
  const char *text;
  g_autofree char *plain = NULL;

  if (pq->api.getisnull (row, 0, column))
    return NULL;
  text = pq->api.getvalue (row, 0, column);
  if (pq->encoding == NULL || !bounce_pq_has_escape (text))
    return text;
  plain = bounce_pq_unescape (text);
  return g_string_chunk_insert (pq->read, plain);
}

gint64
bounce_pq_number (BouncePq *pq, const PGresult *row, int column)
{
  const char *text = bounce_pq_text (pq, row, column);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : G_MININT64;
}

char **
bounce_pq_unknown (BouncePq *pq)
{
  return &pq->unknown;
}

BouncePqFailure
bounce_pq_failure (const BouncePq *pq)
{
  return pq->failure;
}

gboolean
bounce_pq_is_alive (const BouncePq *pq)
{
  return pq->connection != NULL
         && pq->api.status (pq->connection) == CONNECTION_OK;
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

/* Connects, and sets what holds for the session. */
static gboolean
connect_to_server (BouncePq *pq, GError **error)
{
  g_autofree char *milliseconds
      = g_strdup_printf ("%u", (pq->lock_wait + ANSWER_SECONDS) * 1000);
  g_autofree char *set_locks
      = g_strdup_printf ("SET lock_timeout = '%us'", MAX (pq->lock_wait, 1));
  /* What stands before dbname can be changed by the URI. */
  const char *const names[]
      = { "connect_timeout",  "keepalives_idle",  "keepalives_interval",
          "keepalives_count", "tcp_user_timeout", "fallback_application_name",
          "dbname",           "client_encoding",  NULL };
  const char *const values[] = { "30",    "10",         "5",
                                 "3",     milliseconds, "bouncecat",
                                 pq->uri, "UTF8",       NULL };

  pq->connection = pq->api.connectdbParams (names, values, 1);
  pq->api.setNoticeProcessor (pq->connection, ignore_notice, NULL);
  if (!bounce_pq_is_alive (pq))
    {
      set_failure (pq, NULL, error);
      return FALSE;
    }
  pq->encoding = bounce_pq_encoding (
      pq->api.parameterStatus (pq->connection, "server_encoding"));
  /* Some of very many rows are asked for, and in their order: they are found by
     their key, never by reading or sorting all, also where the server has no
     statistics yet.  Not all engines have more than one way. */
  bounce_pq_run (pq, "SET plan_cache_mode = force_custom_plan", NULL);
  bounce_pq_run (pq, "SET enable_hashjoin = off", NULL);
  bounce_pq_run (pq, "SET enable_mergejoin = off", NULL);
  return bounce_pq_run (pq, set_locks, error);
}

gboolean
bounce_pq_revive (BouncePq *pq, GError **error)
{
  if (bounce_pq_is_alive (pq))
    return TRUE;
  give_up (pq);
  return connect_to_server (pq, error);
}

BouncePq *
bounce_pq_open (const char *uri, guint lock_wait, GError **error)
{
  BouncePq *pq = g_new0 (BouncePq, 1);

  pq->prepared = g_hash_table_new (NULL, NULL);
  pq->read = g_string_chunk_new (4096);
  pq->uri = g_strdup (uri);
  pq->lock_wait = lock_wait;
  if (bounce_pq_api_load (&pq->api, error)
      && bounce_pq_uri_check (&pq->api, uri, error)
      && connect_to_server (pq, error))
    return pq;
  bounce_pq_close (pq);
  return NULL;
}

void
bounce_pq_close (BouncePq *pq)
{
  give_up (pq);
  g_hash_table_unref (pq->prepared);
  g_string_chunk_free (pq->read);
  g_free (pq->unknown);
  g_free (pq->uri);
  g_free (pq);
}

char *
bounce_pq_value (const BouncePq *pq, const char *text)
{
  GString *value;

  if (pq->encoding == NULL || g_str_is_ascii (text))
    return g_strdup (text);
  value = g_string_new (NULL);
  bounce_pq_escape (value, text, pq->encoding);
  return g_string_free (value, FALSE);
}

#endif /* HAVE_LIBPQ */
