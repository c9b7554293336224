/* Reports (RFC 3464) that stand in a text instead of in parts of their own. */
#ifndef BOUNCE_REPORT_REPORT_TEXT_H
#define BOUNCE_REPORT_REPORT_TEXT_H

#include <glib.h>

/* Where the fields of a delivery status begin in TEXT, or NULL. */
const char *bounce_report_fields (const char *text);

/* Where in TEXT the header of an inlined report begins, or NULL: a server that
   forwards a bounce may quote it whole, its MIME structure and all. */
const char *bounce_report_inlined (const char *text);

#endif
