/* Tables of which each row is a label and its value. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_LABEL_CELLS_H
#define BOUNCE_REPORT_LEGACY_TEXT_LABEL_CELLS_H

#include <glib.h>

/* TEXT, which it takes over, with colons behind the labels of tables: "To |
   a@b" is "To: a@b".  The caller frees it. */
char *legacy_label_cells (char *text);

#endif
