/* layouts: tries the layouts that a notification of any system may have: those
   that set out several recipients first, each of which must be beyond doubt,
   then lines that name one each. */
#include "config.h"

#include "report/legacy/layouts/columns.h"
#include "report/legacy/layouts/footnotes.h"
#include "report/legacy/layouts/ladder.h"
#include "report/legacy/layouts/layouts.h"
#include "report/legacy/layouts/refrain.h"
#include "report/legacy/layouts/respective.h"
#include "report/legacy/layouts/rows.h"
#include "report/legacy/layouts/scan.h"
#include "report/legacy/recipients/desks.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "text/lists.h"

static const LegacySystem lines
    = { .format = "text",
        .labels = BOUNCE_LIST_RECIPIENT_LABEL,
        .placement = LEGACY_COLON | LEGACY_ALONE | LEGACY_LABEL | LEGACY_LAST
                     | LEGACY_CODED };

/* The same, where the reasons stand behind the addresses, line by line. */
static const LegacySystem rows
    = { .format = "text",
        .labels = BOUNCE_LIST_RECIPIENT_LABEL,
        .placement = LEGACY_COLON | LEGACY_ALONE | LEGACY_LABEL | LEGACY_LAST
                     | LEGACY_FIRST };

/* For recipients that were read already: only the reason of all is looked for.
 */
static const LegacySystem nameless = { .format = "text" };

gboolean
legacy_may_name_several (const LegacyView *view)
{
  const LegacyLine *last = legacy_line (view, view->n_body - 1);

  return legacy_may_hold_two (view->text, legacy_line_end (last));
}

void
legacy_read_lines (const LegacyView *view, BounceLegacy *legacy, gboolean own)
{
  if (view->n_body > 0 && legacy_may_name_several (view)
      && (legacy_read_respective (view, legacy)
          || legacy_read_footnotes (view, legacy)
          || legacy_read_columns (view, legacy)
          || legacy_read_ladder (view, legacy)
          || legacy_read_refrain (view, legacy)))
    legacy_scan (view, &nameless, legacy);
  else
    {
      legacy_scan (view, legacy_has_rows (view) ? &rows : &lines, legacy);
      legacy_drop_others (view, legacy, own);
    }
}
