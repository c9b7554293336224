/* tally-table: rows become TSV (escaped as PostgreSQL's COPY reads it) or JSON
   objects (RFC 8259), gathered and written in large pieces. */
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "output/standard-output.h"
#include "output/table.h"

#define PIECE (64 * 1024)

struct BounceTable
{
  const BounceColumn *columns;
  guint n;
  gboolean json;
  GString *out;
  GError *error; /* the first failure of writing */
};

static void
append_tsv (GString *out, const char *text)
{
  static const char specials[] = "\\\t\n\r";
  static const char letters[] = "\\tnr";

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *special = strchr (specials, *at);

      if (special != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out,
                         special != NULL ? letters[special - specials] : *at);
    }
}

static void
append_json (GString *out, const char *text)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *quoted = NULL;

  json_node_init_string (node, text);
  quoted = json_to_string (node, FALSE);
  g_string_append (out, quoted);
}

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
    append_json (out, value);
}

static void
write_out (BounceTable *table)
{
  if (table->error == NULL)
    bounce_output_write (table->out->str, table->out->len, &table->error);
  g_string_truncate (table->out, 0);
}

BounceTable *
bounce_table_new (gboolean json)
{
  BounceTable *table = g_new0 (BounceTable, 1);

  table->json = json;
  table->out = g_string_sized_new (2 * PIECE);
  return table;
}

void
bounce_table_columns (BounceTable *table, const BounceColumn *columns, guint n,
                      gboolean header)
{
  table->columns = columns;
  table->n = n;
  for (guint i = 0; header && !table->json && i < n; i++)
    g_string_append_printf (table->out, "%s%c", columns[i].name,
                            i + 1 < n ? '\t' : '\n');
}

void
bounce_table_free (BounceTable *table)
{
  if (table == NULL)
    return;
  g_string_free (table->out, TRUE);
  g_clear_error (&table->error);
  g_free (table);
}

void
bounce_table_row (BounceTable *table, const char *const *values)
{
  GString *out = table->out;

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
        append_tsv (out, values[i] != NULL ? values[i] : "");
      }
  g_string_append (out, table->json ? "}\n" : "\n");
  if (out->len >= PIECE)
    write_out (table);
}

gboolean
bounce_table_finish (BounceTable *table, GError **error)
{
  write_out (table);
  if (table->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&table->error));
  return FALSE;
}
