/* What is told of a mail that was just read: whether it is one, and what was
   cut off. */
#ifndef BOUNCE_INPUT_MAIL_SIGNS_H
#define BOUNCE_INPUT_MAIL_SIGNS_H

#include <glib.h>

#include "mime/pruner.h"

/* TRUE if LINE, LENGTH bytes without a line end, is a header field (RFC 5322,
   2.2) without control characters.  Random bytes hold a colon behind a word
   often enough, but not such a line. */
gboolean bounce_mail_has_field (const char *line, gsize length);

/* TRUE if BYTES are text, of which somebody may have saved a notification
   without its header, and no picture or program. */
gboolean bounce_mail_is_text (const GString *bytes);

/* "limits cut off: text, the tail of a line", for CUT and whether a line was
   cut while it was read; the caller frees it.  NULL if nothing was cut off. */
char *bounce_mail_describe_cut (BounceCut cut, gboolean line_cut);

#endif
