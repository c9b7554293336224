/* screen: writes rows as aligned columns under a line of names.  A table of
   one row that is too wide is turned on its side, one value a line.  A table
   of one column is never cut: there is nothing to align, and its values are
   copied from the terminal. */
#include "config.h"

#include <string.h>

#include "output/columns.h"
#include "output/screen.h"
#include "text/printable.h"

/* Rows that are kept back: more than a screen has lines. */
#define SAMPLE 200

struct BounceScreen
{
  guint width;
  gboolean color;
  gboolean begun;   /* something was printed before */
  gboolean settled; /* the widths of this table are known, its names printed */
  const BounceColumn *columns;
  guint n;
  guint *widths;
  GPtrArray *rows; /* of char **, n values each, NULL where there is none */
};

BounceScreen *
bounce_screen_new (guint width, gboolean color)
{
  BounceScreen *screen = g_new0 (BounceScreen, 1);

  screen->width = width;
  screen->color = color;
  screen->rows = g_ptr_array_new ();
  return screen;
}

static void
free_rows (BounceScreen *screen)
{
  for (guint i = 0; i < screen->rows->len; i++)
    {
      char **row = g_ptr_array_index (screen->rows, i);

      for (guint j = 0; j < screen->n; j++)
        g_free (row[j]);
      g_free (row);
    }
  g_ptr_array_set_size (screen->rows, 0);
}

void
bounce_screen_free (BounceScreen *screen)
{
  if (screen == NULL)
    return;
  free_rows (screen);
  g_ptr_array_free (screen->rows, TRUE);
  g_free (screen->widths);
  g_free (screen);
}

static guint
value_width (const char *value)
{
  g_autofree char *text = value != NULL ? bounce_printable (value) : NULL;

  return text != NULL ? bounce_printable_width (text) : 0;
}

/* Columns without a value are left out if there are no further rows. */
static void
measure (BounceScreen *screen, gboolean at_end)
{
  for (guint j = 0; j < screen->n; j++)
    {
      guint width = MAX (1, value_width (screen->columns[j].name));
      gboolean empty = j > 0;

      for (guint i = 0; i < screen->rows->len; i++)
        {
          char **row = g_ptr_array_index (screen->rows, i);

          width = MAX (width, value_width (row[j]));
          empty = empty && (row[j] == NULL || *row[j] == '\0');
        }
      screen->widths[j] = empty && at_end ? 0 : width;
    }
}

static guint
natural_width (const BounceScreen *screen)
{
  guint sum = 0;

  for (guint j = 0; j < screen->n; j++)
    sum += screen->widths[j]
           + (screen->widths[j] > 0 && j > 0 ? BOUNCE_COLUMNS_GAP : 0);
  return sum;
}

/* Leaves out what people don't read, where there is no room for all. */
static void
leave_out_ids (BounceScreen *screen)
{
  for (guint j = 1; j < screen->n; j++)
    if (screen->columns[j].type == BOUNCE_COLUMN_ID
        && natural_width (screen) > screen->width)
      screen->widths[j] = 0;
}

static BounceStyle
style_of (const BounceScreen *screen, guint column, const char *value)
{
  return screen->color ? bounce_style_of (screen->columns[column].name, value)
                       : BOUNCE_STYLE_PLAIN;
}

static BounceStyle
heading_style (const BounceScreen *screen)
{
  return screen->color ? BOUNCE_STYLE_HEADING : BOUNCE_STYLE_PLAIN;
}

static void
print_row (BounceScreen *screen, GString *out, const char *const *values,
           gboolean heading)
{
  guint last = screen->n - 1;

  while (last > 0 && screen->widths[last] == 0)
    last--;
  for (guint j = 0; j <= last; j++)
    {
      BounceCell cell
          = { .value = values[j],
              .width = screen->n == 1 ? G_MAXINT : screen->widths[j],
              .style = heading ? heading_style (screen)
                               : style_of (screen, j, values[j]),
              .right = screen->columns[j].type == BOUNCE_COLUMN_NUMBER,
              .last = j == last };

      if (cell.width > 0)
        bounce_columns_cell (out, &cell);
    }
  g_string_append_c (out, '\n');
}

static void
print_names (BounceScreen *screen, GString *out)
{
  g_autofree const char **names = g_new (const char *, screen->n);

  for (guint j = 0; j < screen->n; j++)
    names[j] = screen->columns[j].name;
  print_row (screen, out, names, TRUE);
}

/* One row as lines of name and value, values that are none left out. */
static void
print_on_end (BounceScreen *screen, GString *out)
{
  char **row = g_ptr_array_index (screen->rows, 0);
  guint names = 0;

  for (guint j = 0; j < screen->n; j++)
    names = MAX (names, (guint)strlen (screen->columns[j].name));
  for (guint j = 0; j < screen->n; j++)
    {
      BounceCell name = { .value = screen->columns[j].name,
                          .width = names,
                          .style = heading_style (screen) };
      BounceCell value = { .value = row[j],
                           .width = MAX (screen->width, names + 8)
                                    - (names + BOUNCE_COLUMNS_GAP),
                           .style = style_of (screen, j, row[j]),
                           .last = TRUE };

      if (row[j] == NULL || *row[j] == '\0')
        continue;
      bounce_columns_cell (out, &name);
      bounce_columns_cell (out, &value);
      g_string_append_c (out, '\n');
    }
}

/* The widths are known now, or will not be known better.  AT_END: of this
   table there is no further row. */
static void
settle (BounceScreen *screen, GString *out, gboolean at_end)
{
  if (screen->settled || screen->rows->len == 0)
    return;
  measure (screen, at_end);
  if (screen->begun)
    g_string_append_c (out, '\n');
  screen->begun = TRUE;
  screen->settled = TRUE;
  if (at_end && screen->rows->len == 1 && screen->n > 1
      && natural_width (screen) > screen->width)
    print_on_end (screen, out);
  else
    {
      leave_out_ids (screen);
      bounce_columns_fit (screen->widths, screen->n, screen->width);
      print_names (screen, out);
      for (guint i = 0; i < screen->rows->len; i++)
        print_row (screen, out, g_ptr_array_index (screen->rows, i), FALSE);
    }
  free_rows (screen);
}

static gboolean
goes_on (const BounceScreen *screen, const BounceColumn *columns, guint n)
{
  for (guint j = 0; j < n && n == screen->n; j++)
    if (strcmp (screen->columns[j].name, columns[j].name) != 0)
      return FALSE;
  return n == screen->n;
}

void
bounce_screen_columns (BounceScreen *screen, GString *out,
                       const BounceColumn *columns, guint n)
{
  if (!goes_on (screen, columns, n))
    {
      bounce_screen_flush (screen, out);
      g_free (screen->widths);
      screen->widths = g_new0 (guint, n);
      screen->n = n;
      screen->settled = FALSE;
    }
  screen->columns = columns;
}

void
bounce_screen_row (BounceScreen *screen, GString *out,
                   const char *const *values)
{
  char **row;

  if (screen->settled)
    {
      print_row (screen, out, values, FALSE);
      return;
    }
  row = g_new (char *, screen->n);
  for (guint j = 0; j < screen->n; j++)
    row[j] = g_strdup (values[j]);
  g_ptr_array_add (screen->rows, row);
  if (screen->rows->len == SAMPLE)
    settle (screen, out, FALSE);
}

void
bounce_screen_flush (BounceScreen *screen, GString *out)
{
  settle (screen, out, TRUE);
}
