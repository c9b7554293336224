/* pgsql-rows: sends contacts and events to the server as arrays, one a column,
   and reads rows back. */
#include "config.h"

#ifdef HAVE_LIBPQ

#include <glib.h>

#include "ledger/event.h"
#include "ledger/pgsql-rows.h"

void
bounce_pgsql_columns_init (GString **columns, guint n)
{
  for (guint i = 0; i < n; i++)
    columns[i] = g_string_new (NULL);
}

void
bounce_pgsql_columns_add (const BouncePq *pq, GString **columns,
                          const BounceSqlColumn *members, guint n,
                          gconstpointer row)
{
  for (guint i = 0; i < n; i++)
    {
      gconstpointer at = (const char *)row + members[i].offset;

      switch (members[i].type)
        {
        case BOUNCE_SQL_TEXT:
          bounce_pq_array_text (pq, columns[i], *(const char *const *)at);
          break;
        case BOUNCE_SQL_CATEGORY:
          bounce_pq_array_text (
              pq, columns[i],
              bounce_event_category_name (*(const BounceCategory *)at));
          break;
        case BOUNCE_SQL_NUMBER:
          bounce_pq_array_number (columns[i], *(const gint64 *)at);
          break;
        case BOUNCE_SQL_TRUTH:
          bounce_pq_array_number (columns[i],
                                  *(const gboolean *)at ? 1 : G_MININT64);
          break;
        }
    }
}

gboolean
bounce_pgsql_columns_run (BouncePq *pq, const BouncePqStatement *statement,
                          GString **columns, guint n, BouncePqRow func,
                          gpointer data, GError **error)
{
  const char *values[2 + BOUNCE_SQL_EVENT_COLUMNS] = { NULL };
  gboolean done;

  g_assert (n <= G_N_ELEMENTS (values));
  for (guint i = 0; i < n; i++)
    values[i] = bounce_pq_array_end (columns[i]);
  done = bounce_pq_query (pq, statement, values, n, func, data, error);
  for (guint i = 0; i < n; i++)
    g_string_free (columns[i], TRUE);
  return done;
}

void
bounce_pgsql_row (BouncePq *pq, const PGresult *result, int first,
                  const BounceSqlColumn *members, guint n, gpointer row)
{
  for (guint i = 0; i < n; i++)
    {
      gpointer at = (char *)row + members[i].offset;
      int column = first + (int)i;

      switch (members[i].type)
        {
        case BOUNCE_SQL_TEXT:
          *(const char **)at = bounce_pq_text (pq, result, column);
          break;
        case BOUNCE_SQL_CATEGORY:
          *(BounceCategory *)at = bounce_event_category_read (
              bounce_pq_text (pq, result, column), bounce_pq_unknown (pq));
          break;
        case BOUNCE_SQL_NUMBER:
          *(gint64 *)at = bounce_pq_number (pq, result, column);
          break;
        case BOUNCE_SQL_TRUTH:
          *(gboolean *)at = bounce_pq_number (pq, result, column) > 0;
          break;
        }
    }
}

#endif /* HAVE_LIBPQ */
