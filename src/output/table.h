/* Rows of named values to standard output, as TSV or as JSON lines. */
#ifndef BOUNCE_OUTPUT_TABLE_H
#define BOUNCE_OUTPUT_TABLE_H

#include <glib.h>

typedef enum
{
  BOUNCE_COLUMN_TEXT,
  BOUNCE_COLUMN_NUMBER,
  BOUNCE_COLUMN_YES_NO /* values "yes" and "no": true and false in JSON */
} BounceColumnType;

typedef struct
{
  const char *name;
  BounceColumnType type;
} BounceColumn;

typedef struct BounceTable BounceTable;

BounceTable *bounce_table_new (gboolean json);
void bounce_table_free (BounceTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceTable, bounce_table_free)

/* What the next rows have; COLUMNS is borrowed.  HEADER: TSV gets a line of
   names now. */
void bounce_table_columns (BounceTable *table, const BounceColumn *columns,
                           guint n, gboolean header);

/* One value for each column; NULL: none.  After a failure rows are dropped:
   bounce_table_finish tells. */
void bounce_table_row (BounceTable *table, const char *const *values);

/* Writes what is left.  FALSE with ERROR if any of it could not be written. */
gboolean bounce_table_finish (BounceTable *table, GError **error);

#endif
