/* The cells of a table's row that names a recipient. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_CELLS_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_CELLS_H

#include <glib.h>

#include "model/evidence.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

/* The action that the table cell at *REST, up to END, states; *REST moves
   behind it.  NONE, and *REST is as it was, if the cell is no result but a
   reason. */
BounceAction legacy_cell_result (const char **rest, const char *end);

/* Whether the line START..END is a table's row whose first cells stand before
   ADDRESS, and REST behind it; ACTION is what those say. */
gboolean legacy_is_cell (const char *start, const char *address,
                         const char *rest, const char *end,
                         BounceAction *action);

/* What TEXT, a cell or a row behind its address, says of the action. */
BounceAction legacy_row_action (const char *text);

/* The action that LINE, a row of a table, tells of the recipient of HIT; NONE
   if it tells none. */
BounceAction legacy_hit_action (const LegacyLine *line, const LegacyHit *hit);

#endif
