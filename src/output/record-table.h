/* Records as lines of a table on a terminal. */
#ifndef BOUNCE_OUTPUT_RECORD_TABLE_H
#define BOUNCE_OUTPUT_RECORD_TABLE_H

#include <glib.h>

#include "output/writer.h"

extern const BounceWriter bounce_writer_table;

/* Fills LAYOUT (bounce_layout_clear) with what fits a terminal of WIDTH
   columns, and then, in front of the diagnostic, with ORIGINAL_HEADERS
   (NULL-terminated, or NULL; borrowed).  LEDGER: records have a contact. */
void bounce_record_table_layout (BounceLayout *layout, guint width,
                                 gboolean color, char **original_headers,
                                 gboolean ledger);

#endif
