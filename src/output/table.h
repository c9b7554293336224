/* Rows of named values to standard output: as TSV, as JSON lines, or as a table
   for the terminal that standard output is. */
#ifndef BOUNCE_OUTPUT_TABLE_H
#define BOUNCE_OUTPUT_TABLE_H

#include <glib.h>

#include "output/column.h"

typedef enum
{
  BOUNCE_TABLE_TSV,
  BOUNCE_TABLE_JSON,
  BOUNCE_TABLE_SCREEN,
  BOUNCE_TABLE_SCREEN_COLORED
} BounceTableForm;

typedef struct BounceTable BounceTable;

BounceTable *bounce_table_new (BounceTableForm form);
void bounce_table_free (BounceTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceTable, bounce_table_free)

/* What the next rows have; COLUMNS is borrowed.  HEADER: TSV gets a line of
   names now; a terminal has one in any case. */
void bounce_table_columns (BounceTable *table, const BounceColumn *columns,
                           guint n, gboolean header);

/* One value for each column; NULL: none.  After a failure rows are dropped:
   bounce_table_finish tells. */
void bounce_table_row (BounceTable *table, const char *const *values);

/* From now on rows are kept until they are asked for, up to some megabytes: for
   rows that come out of something that others wait for. */
void bounce_table_hold (BounceTable *table);

/* Writes the rows that are kept.  FALSE with ERROR, as bounce_table_finish. */
gboolean bounce_table_flush (BounceTable *table, GError **error);

/* Writes what is left.  FALSE with ERROR if any of it could not be written. */
gboolean bounce_table_finish (BounceTable *table, GError **error);

#endif
