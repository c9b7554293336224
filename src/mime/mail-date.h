#ifndef BOUNCE_MIME_MAIL_DATE_H
#define BOUNCE_MIME_MAIL_DATE_H

#include <glib.h>

/* Seconds since 1970 of an RFC 5322 date, G_MININT64 if VALUE (or NULL) is
   none. */
gint64 bounce_mail_date (const char *value);

/* The same of a VALUE that is there, by GMime: what the quick way is held to.
 */
gint64 bounce_mail_date_mime (const char *value);

#endif
