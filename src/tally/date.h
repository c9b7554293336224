/* Dates as text: RFC 3339 and ISO 8601, UTC. */
#ifndef BOUNCE_TALLY_DATE_H
#define BOUNCE_TALLY_DATE_H

#include <glib.h>

#include "model/date.h"

/* Reads "2026-11-23" or "2026-11-23T08:00:00Z" (or with another offset) as
   seconds since 1970.  FALSE if TEXT is neither. */
gboolean bounce_date_parse (const char *text, gint64 *seconds);

/* Reads what an option takes: the same, "today", "yesterday", "7d" or "12h"
   (ago).  IS_END: a day without a time is its last second, not its first. */
gboolean bounce_date_read (const char *text, gboolean is_end, gint64 *seconds);

#endif
