/* The header of the returned message, where it stands in a text: under
   "Original message headers:", behind a boundary that nobody opened, below the
   fields of a report. */
#ifndef BOUNCE_REPORT_RETURNED_HEADER_H
#define BOUNCE_REPORT_RETURNED_HEADER_H

#include <glib.h>

/* The last block of header fields in TEXT that has a Message-ID and says whom a
   mail was from, to or about.  The caller frees it; NULL if there is none. */
char *bounce_returned_header_in (const char *text);

#endif
