/* What gateways, lists and people put below a text: a ruled-off footer or a
   signature.  It is about every mail, so it tells nothing of this one. */
#ifndef BOUNCE_REPORT_FOOTER_H
#define BOUNCE_REPORT_FOOTER_H

#include <glib.h>

/* The offset at which the footer of the LENGTH bytes at TEXT begins; LENGTH if
   there is none.  What quotes a server's reply is no footer. */
gsize bounce_footer_start (const char *text, gsize length);

/* TRUE if the line from LINE to END is a banner: stars, words, stars. */
gboolean bounce_footer_is_banner (const char *line, const char *end);

#endif
