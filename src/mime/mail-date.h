/* Dates of header fields (RFC 5322, 3.3). */
#ifndef BOUNCE_MIME_MAIL_DATE_H
#define BOUNCE_MIME_MAIL_DATE_H

#include <glib.h>

/* The date of VALUE, a field's value in the form of RFC 5322, 3.3, in seconds
   since 1970.  G_MININT64 if VALUE is NULL or no date. */
gint64 bounce_mail_date (const char *value);

/* The same of a VALUE that is not NULL, by GMime.  For tests: the quick way
   must give the same. */
gint64 bounce_mail_date_gmime (const char *value);

#endif
