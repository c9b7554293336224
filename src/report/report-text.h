/* Reports (RFC 3464) that stand in a text instead of in parts of their own. */
#ifndef BOUNCE_REPORT_REPORT_TEXT_H
#define BOUNCE_REPORT_REPORT_TEXT_H

#include <glib.h>

/* Where in TEXT the fields of a delivery status begin, borrowed; NULL if it has
   none. */
const char *bounce_report_fields (const char *text);

/* Where in TEXT the header of a report begins that a server which forwards a
   bounce quotes whole, with its MIME structure; borrowed.  NULL if there is
   none. */
const char *bounce_report_inlined (const char *text);

#endif
