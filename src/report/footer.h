/* What gateways, lists and people put below a text: a ruled-off footer or a
   signature.  It is about every mail, so it tells nothing of this one. */
#ifndef BOUNCE_REPORT_FOOTER_H
#define BOUNCE_REPORT_FOOTER_H

#include <glib.h>

/* Where in the LENGTH bytes at TEXT the footer begins; LENGTH if there is
   none.  What quotes a reply is no footer. */
gsize bounce_footer_start (const char *text, gsize length);

/* Whether LINE..END is a banner: stars, words, stars. */
gboolean bounce_footer_is_banner (const char *line, const char *end);

#endif
