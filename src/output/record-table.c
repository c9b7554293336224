/* record-table: writes a record as one line of aligned columns.  Their widths
   depend on the terminal alone, not on the records: each is printed as soon as
   it is there, and what is printed of it does not depend on the others. */
#include "config.h"

#include "output/columns.h"
#include "output/record-table.h"

/* The columns, in their order.  80 columns have room for the longest category;
   each is shown on terminals that are FROM wide
   or wider, gets LEAST, and its SHARE of what is left, up to MOST. */
static const struct
{
  BounceField field;
  guint from, least, share, most;
} plan[] = {
  { BOUNCE_FIELD_RECIPIENT, 0, 14, 10, 44 },
  { BOUNCE_FIELD_CATEGORY, 0, 13, 14, 26 },
  { BOUNCE_FIELD_TYPE, 100, 4, 0, 4 },
  { BOUNCE_FIELD_STATUS, 60, 6, 0, 6 },
  { BOUNCE_FIELD_CONTACT, 60, 8, 0, 8 },
  { BOUNCE_FIELD_DATE, 140, 20, 0, 20 },
  { BOUNCE_FIELD_REMOTE_MTA, 100, 12, 6, 32 },
  { BOUNCE_FIELD_DIAGNOSTIC, 60, 10, 8, G_MAXINT },
};

#define HEADER_WIDTH 16 /* of -x */

static void
add_column (GArray *fields, GArray *widths, guint field, guint width)
{
  g_array_append_val (fields, field);
  g_array_append_val (widths, width);
}

static void
add_headers (GArray *fields, GArray *widths, char **headers)
{
  for (guint i = 0; headers != NULL && headers[i] != NULL; i++)
    add_column (fields, widths, BOUNCE_N_FIELDS + i, HEADER_WIDTH);
}

static gboolean
is_shown (gsize i, guint width, gboolean ledger)
{
  return width >= plan[i].from
         && (ledger || plan[i].field != BOUNCE_FIELD_CONTACT);
}

static const gsize no_plan = G_N_ELEMENTS (plan);

/* Which line of the plan FIELD is; no_plan for a header. */
static gsize
plan_of (guint field)
{
  gsize i = 0;

  while (i < no_plan && plan[i].field != field)
    i++;
  return i;
}

/* Gives LEFT away to the columns by their shares; what the others can't use,
   the last one gets. */
static void
share_out (const GArray *fields, GArray *widths, guint left)
{
  guint shares = 0, all = left;

  for (guint i = 0; i < fields->len; i++)
    {
      gsize line = plan_of (g_array_index (fields, guint, i));

      shares += line < no_plan ? plan[line].share : 0;
    }
  for (guint i = 0; i < fields->len; i++)
    {
      gsize line = plan_of (g_array_index (fields, guint, i));
      guint *width = &g_array_index (widths, guint, i);
      guint more;

      if (line == no_plan)
        continue;
      more = i + 1 == fields->len ? left
                                  : MIN (all * plan[line].share / shares,
                                         plan[line].most - plan[line].least);
      *width += more;
      left -= more;
    }
}

void
bounce_record_table_layout (BounceLayout *layout, guint width, gboolean color,
                            char **original_headers, gboolean ledger)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *widths = g_array_new (FALSE, FALSE, sizeof (guint));
  guint taken = 0;

  for (gsize i = 0; i < no_plan; i++)
    {
      if (plan[i].field == BOUNCE_FIELD_DIAGNOSTIC)
        add_headers (fields, widths, original_headers);
      if (is_shown (i, width, ledger))
        add_column (fields, widths, plan[i].field, plan[i].least);
    }
  for (guint i = 0; i < widths->len; i++)
    taken
        += g_array_index (widths, guint, i) + (i > 0 ? BOUNCE_COLUMNS_GAP : 0);
  if (taken <= width)
    share_out (fields, widths, width - taken);
  else
    bounce_columns_fit ((guint *)(gpointer)widths->data, widths->len, width);
  *layout = (BounceLayout){
    .n_fields = fields->len,
    .original_headers = (const char *const *)original_headers,
    .color = color,
  };
  layout->fields = (const guint *)g_array_free (fields, FALSE);
  layout->widths = (const guint *)g_array_free (widths, FALSE);
}

/* What stands in the column of FIELD; a record without a category says what
   it is instead. */
static const char *
shown_value (const BounceResult *result, const BounceRecord *record,
             guint field, char *buffer)
{
  const char *value = bounce_layout_value (result, record, field, buffer);

  if (field == BOUNCE_FIELD_CATEGORY && value == NULL)
    value = bounce_action_name (record->action);
  if (field == BOUNCE_FIELD_CATEGORY && value == NULL)
    value = bounce_kind_name (record->kind);
  return value;
}

static const char *
field_name (const BounceLayout *layout, guint field)
{
  return field < BOUNCE_N_FIELDS
             ? bounce_field_name ((BounceField)field)
             : layout->original_headers[field - BOUNCE_N_FIELDS];
}

static void
write_cell (GString *out, const BounceLayout *layout, guint i,
            const char *value, BounceStyle style)
{
  BounceCell cell = { .value = value,
                      .width = layout->widths[i],
                      .style = layout->color ? style : BOUNCE_STYLE_PLAIN,
                      .last = i + 1 == layout->n_fields };

  if (cell.width > 0)
    bounce_columns_cell (out, &cell);
}

static void
write_header (GString *out, const BounceLayout *layout)
{
  for (guint i = 0; i < layout->n_fields; i++)
    write_cell (out, layout, i, field_name (layout, layout->fields[i]),
                BOUNCE_STYLE_HEADING);
  g_string_append_c (out, '\n');
}

static void
write_record (GString *out, const BounceLayout *layout,
              const BounceResult *result, const BounceRecord *record)
{
  char buffer[BOUNCE_FIELD_BUFFER];

  for (guint i = 0; i < layout->n_fields; i++)
    {
      guint field = layout->fields[i];
      const char *value = shown_value (result, record, field, buffer);

      write_cell (out, layout, i, value,
                  bounce_style_of (field_name (layout, field), value));
    }
  g_string_append_c (out, '\n');
}

const BounceWriter bounce_writer_table
    = { "table", write_header, write_record };
