/* The line that separates the messages of an mbox. */
#ifndef BOUNCE_INPUT_FROM_LINE_H
#define BOUNCE_INPUT_FROM_LINE_H

#include <glib.h>

/* The longest separator that is looked for, in bytes. */
#define BOUNCE_FROM_MAX 1024

/* TRUE if LINE, LENGTH bytes without a line end, separates messages (RFC 4155,
   appendix A): "From ", a sender or nothing, a date with time and year, and
   what may stand behind it. */
gboolean bounce_from_is_separator (const char *line, gsize length);

#endif
