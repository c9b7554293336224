/* The connection of a PostgreSQL ledger: libpq's calls, arrays as parameters,
   and what an SQLSTATE means.  Only store-pgsql uses it. */
#ifndef BOUNCE_LEDGER_PQ_H
#define BOUNCE_LEDGER_PQ_H

#include <libpq-fe.h>

#include <glib.h>

typedef struct BouncePq BouncePq;

/* A statement that is prepared at its first use in a connection. */
typedef struct
{
  const char *name;
  const char *text;
} BouncePqStatement;

/* Connects to URI.  LOCK_WAIT: seconds to wait for the locks of others; an
   answer that takes much longer is a lost connection.  NULL with ERROR. */
BouncePq *bounce_pq_open (const char *uri, guint lock_wait, GError **error);
void bounce_pq_close (BouncePq *pq);

/* Connects again if the connection is lost. */
gboolean bounce_pq_revive (BouncePq *pq, GError **error);

/* Runs TEXT, which has no parameters and gives no rows.  FALSE with ERROR set,
   as the next ones. */
gboolean bounce_pq_run (BouncePq *pq, const char *text, GError **error);

/* The same for what may take hours. */
gboolean bounce_pq_run_long (BouncePq *pq, const char *text, GError **error);

/* Called for each row; values by bounce_pq_text and _number. */
typedef void (*BouncePqRow) (BouncePq *pq, const PGresult *row, gpointer data);

/* Runs STATEMENT with N values as text (NULL: NULL).  FUNC gets the rows one
   by one as they come; it may be NULL. */
gboolean bounce_pq_query (BouncePq *pq, const BouncePqStatement *statement,
                          const char *const *values, guint n, BouncePqRow func,
                          gpointer data, GError **error);

/* The value in COLUMN of a row: NULL or G_MININT64 for NULL.  It holds until
   the next row. */
const char *bounce_pq_text (BouncePq *pq, const PGresult *row, int column);
gint64 bounce_pq_number (BouncePq *pq, const PGresult *row, int column);

/* Where the first value is kept that a reader of rows did not know; NULL until
   then, owned by PQ. */
char **bounce_pq_unknown (BouncePq *pq);

/* What the last failure was: one that goes away when the transaction is begun
   anew, one of a table that is not there, or of one that is there already. */
typedef enum
{
  BOUNCE_PQ_OTHER,
  BOUNCE_PQ_CONFLICT,
  BOUNCE_PQ_NO_TABLE,
  BOUNCE_PQ_EXISTS
} BouncePqFailure;
BouncePqFailure bounce_pq_failure (const BouncePq *pq);

/* Ends the transaction after a failure, which stays the last one.  A server
   that is gone ends it by itself. */
void bounce_pq_rollback (BouncePq *pq);

/* FALSE where the connection is lost. */
gboolean bounce_pq_is_alive (const BouncePq *pq);

/* An array literal under way.  NULL text and the number G_MININT64 become NULL;
   what the database's encoding lacks becomes an escape.  End it with
   bounce_pq_array_end. */
void bounce_pq_array_text (const BouncePq *pq, GString *array,
                           const char *text);
void bounce_pq_array_number (GString *array, gint64 number);
const char *bounce_pq_array_end (GString *array);

/* TEXT as a value of its own: the same escapes.  The caller frees it. */
char *bounce_pq_value (const BouncePq *pq, const char *text);

#endif
