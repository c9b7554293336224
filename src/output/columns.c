/* columns: cuts and pads values to the width of their column.  Knows neither
   fields nor tables. */
#include "config.h"

#include <string.h>

#include "output/columns.h"
#include "text/printable.h"

/* A column that is cut to less says little; the first one, an address or a
   name, still less. */
#define ENOUGH 20
#define ENOUGH_FIRST 28

#define ELLIPSIS "\342\200\246" /* U+2026 */

static void
append_spaces (GString *out, guint n)
{
  g_string_append_printf (out, "%*s", (int)n, "");
}

void
bounce_columns_cell (GString *out, const BounceCell *cell)
{
  g_autofree char *text
      = bounce_printable (cell->value != NULL ? cell->value : "");
  guint width = bounce_printable_width (text), padding;
  const char *end = "";

  if (width > cell->width)
    {
      text[bounce_printable_fit (text, cell->width - 1)] = '\0';
      width = bounce_printable_width (text) + 1;
      end = ELLIPSIS;
    }
  padding = cell->width - width;
  if (cell->right)
    append_spaces (out, padding);
  bounce_style_begin (out, *text != '\0' ? cell->style : BOUNCE_STYLE_PLAIN);
  g_string_append (out, text);
  g_string_append (out, end);
  bounce_style_end (out, *text != '\0' ? cell->style : BOUNCE_STYLE_PLAIN);
  if (!cell->last)
    append_spaces (out, BOUNCE_COLUMNS_GAP + (cell->right ? 0 : padding));
}

static guint
total_width (const guint *widths, guint n)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    sum += widths[i] + (widths[i] > 0 && i > 0 ? BOUNCE_COLUMNS_GAP : 0);
  return sum;
}

/* The one of WIDTHS that is widest, beyond what is enough; the last of
   several. */
static guint
widest (const guint *widths, guint n)
{
  guint most = 0;
  int beyond = (int)widths[0] - ENOUGH_FIRST;

  for (guint i = 1; i < n; i++)
    if ((int)widths[i] - ENOUGH >= beyond)
      {
        most = i;
        beyond = (int)widths[i] - ENOUGH;
      }
  return most;
}

/* How many columns fit if none is narrower than ENOUGH, or than it needs. */
static guint
count_fitting (const guint *widths, guint n, guint total)
{
  guint taken = 0;

  for (guint i = 0; i < n; i++)
    {
      taken += MIN (widths[i], i == 0 ? ENOUGH_FIRST : ENOUGH)
               + (widths[i] > 0 && i > 0 ? BOUNCE_COLUMNS_GAP : 0);
      if (taken > total)
        return i;
    }
  return n;
}

void
bounce_columns_fit (guint *widths, guint n, guint total)
{
  guint fitting = MAX (1, count_fitting (widths, n, total));

  while (n > fitting)
    widths[--n] = 0;
  widths[0] = MIN (widths[0], total);
  while (total_width (widths, n) > total)
    widths[widest (widths, n)]--;
}
