/* tally-date: seconds since 1970 from and to ISO 8601 in UTC, as the record
   format writes dates. */
#include "config.h"

#include <string.h>

#include "tally/date.h"

gboolean
bounce_date_parse (const char *text, gint64 *seconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *whole = strchr (text, 'T') == NULL
                               ? g_strconcat (text, "T00:00:00Z", NULL)
                               : g_strdup (text);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (whole, utc);

  if (date == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (date);
  return TRUE;
}

const char *
bounce_date_format (gint64 date, char *buffer)
{
  g_autoptr (GDateTime) utc
      = date != G_MININT64 ? g_date_time_new_from_unix_utc (date) : NULL;

  if (utc == NULL)
    return NULL;
  g_snprintf (buffer, BOUNCE_DATE_BUFFER, "%04d-%02d-%02dT%02d:%02d:%02dZ",
              g_date_time_get_year (utc), g_date_time_get_month (utc),
              g_date_time_get_day_of_month (utc), g_date_time_get_hour (utc),
              g_date_time_get_minute (utc), g_date_time_get_second (utc));
  return buffer;
}
