/* Aligned columns for a terminal: values cleaned, cut to their width and
   padded.  Widths are columns of the terminal, not bytes. */
#ifndef BOUNCE_OUTPUT_COLUMNS_H
#define BOUNCE_OUTPUT_COLUMNS_H

#include <glib.h>

#include "output/terminal.h"

/* Blanks between two columns. */
#define BOUNCE_COLUMNS_GAP 2

typedef struct
{
  const char *value; /* NULL: nothing */
  guint width;
  BounceStyle style;
  gboolean right; /* a number */
  gboolean last;  /* of its line: no padding, no gap */
} BounceCell;

/* Appends CELL; a value that is cut ends in an ellipsis. */
void bounce_columns_cell (GString *out, const BounceCell *cell);

/* Makes N natural WIDTHS fit into TOTAL, gaps and all: the widest give way
   first.  Where that would leave too little of all, the last ones become 0:
   they are not to be printed, as those that were 0 before.  The first one is
   never 0 if it was not. */
void bounce_columns_fit (guint *widths, guint n, guint total);

#endif
