/* Rows of named values as a table for a terminal.  How wide a column must be,
   the first rows tell: they are kept until there are enough. */
#ifndef BOUNCE_OUTPUT_SCREEN_H
#define BOUNCE_OUTPUT_SCREEN_H

#include <glib.h>

#include "output/column.h"

typedef struct BounceScreen BounceScreen;

/* For a terminal of WIDTH columns.  Free with bounce_screen_free; rows that
   were not flushed are lost. */
BounceScreen *bounce_screen_new (guint width, gboolean color);
void bounce_screen_free (BounceScreen *screen);

/* What the next rows have; COLUMNS are borrowed.  Those of the same names go on
   with the rows before; others begin a table of their own, in OUT. */
void bounce_screen_columns (BounceScreen *screen, GString *out,
                            const BounceColumn *columns, guint n);
/* One value for each column (NULL: none), copied. */
void bounce_screen_row (BounceScreen *screen, GString *out,
                        const char *const *values);

/* Appends what was kept back. */
void bounce_screen_flush (BounceScreen *screen, GString *out);

#endif
