/* table: writes rows as TSV (escaped as PostgreSQL's COPY reads it), JSON
   objects (RFC 8259) or lines for a terminal, gathered into large pieces. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "output/escape.h"
#include "output/screen.h"
#include "output/standard-output.h"
#include "output/table.h"
#include "output/terminal.h"

#define PIECE (64 * 1024)
#define HELD_MAX (4 * 1024 * 1024)

struct BounceTable
{
  const BounceColumn *columns;
  guint n;
  gboolean json;
  BounceScreen *screen; /* or NULL */
  GString *out;
  gsize most;    /* what is kept at most */
  GError *error; /* the first failure of writing */
};

static void
append_json_value (GString *out, BounceColumnType type, const char *value)
{
  if (value == NULL)
    g_string_append (out, "null");
  else if (type == BOUNCE_COLUMN_NUMBER)
    g_string_append (out, value);
  else if (type == BOUNCE_COLUMN_YES_NO)
    g_string_append (out, strcmp (value, "yes") == 0 ? "true" : "false");
  else
    bounce_json_append (out, value);
}

static void
write_out (BounceTable *table)
{
  if (table->error == NULL)
    bounce_output_write (table->out->str, table->out->len, &table->error);
  g_string_truncate (table->out, 0);
}

BounceTable *
bounce_table_new (BounceTableForm form)
{
  BounceTable *table = g_new0 (BounceTable, 1);

  table->json = form == BOUNCE_TABLE_JSON;
  if (form >= BOUNCE_TABLE_SCREEN)
    table->screen = bounce_screen_new (bounce_terminal_width (STDOUT_FILENO),
                                       form == BOUNCE_TABLE_SCREEN_COLORED);
  table->out = g_string_sized_new (2 * PIECE);
  table->most = PIECE;
  return table;
}

void
bounce_table_columns (BounceTable *table, const BounceColumn *columns, guint n,
                      gboolean header)
{
  table->columns = columns;
  table->n = n;
  if (table->screen != NULL)
    {
      bounce_screen_columns (table->screen, table->out, columns, n);
      return;
    }
  for (guint i = 0; header && !table->json && i < n; i++)
    g_string_append_printf (table->out, "%s%c", columns[i].name,
                            i + 1 < n ? '\t' : '\n');
}

void
bounce_table_free (BounceTable *table)
{
  if (table == NULL)
    return;
  bounce_screen_free (table->screen);
  g_string_free (table->out, TRUE);
  g_clear_error (&table->error);
  g_free (table);
}

static void
append_row (BounceTable *table, GString *out, const char *const *values)
{
  for (guint i = 0; i < table->n; i++)
    if (table->json)
      {
        g_string_append_printf (out, "%c\"%s\":", i == 0 ? '{' : ',',
                                table->columns[i].name);
        append_json_value (out, table->columns[i].type, values[i]);
      }
    else
      {
        if (i > 0)
          g_string_append_c (out, '\t');
        bounce_tsv_append (out, values[i] != NULL ? values[i] : "");
      }
  g_string_append (out, table->json ? "}\n" : "\n");
}

void
bounce_table_row (BounceTable *table, const char *const *values)
{
  if (table->screen != NULL)
    bounce_screen_row (table->screen, table->out, values);
  else
    append_row (table, table->out, values);
  if (table->out->len >= table->most)
    write_out (table);
}

void
bounce_table_hold (BounceTable *table)
{
  table->most = HELD_MAX;
}

gboolean
bounce_table_flush (BounceTable *table, GError **error)
{
  write_out (table);
  if (table->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&table->error));
  return FALSE;
}

gboolean
bounce_table_finish (BounceTable *table, GError **error)
{
  if (table->screen != NULL)
    bounce_screen_flush (table->screen, table->out);
  return bounce_table_flush (table, error);
}
