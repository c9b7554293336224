/* Moments as text, in UTC. */
#ifndef BOUNCE_MODEL_DATE_H
#define BOUNCE_MODEL_DATE_H

#include <glib.h>

/* Bytes that each of these functions may write, NUL included. */
#define BOUNCE_DATE_BUFFER 40

/* Writes DATE, seconds since 1970, as "2026-11-23T08:46:36Z" (RFC 3339, 5.6)
   into BUFFER and returns it.  NULL if DATE is before year 0 or after 9999, as
   G_MININT64 ("no date") is. */
const char *bounce_date_format (gint64 date, char *buffer);

/* The same for people: "2026-11-23 08:46" and "2026-11-23". */
const char *bounce_date_minute (gint64 date, char *buffer);
const char *bounce_date_day (gint64 date, char *buffer);

#endif
