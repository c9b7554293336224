/* date: reads dates of ISO 8601 in UTC, as the record format writes them, and
   the words that people use for recent ones. */
#include "config.h"

#include <string.h>

#include "tally/date.h"

#define DAY 86400

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

/* "7d" and "12h" ago. */
static gboolean
read_ago (const char *text, gint64 now, gint64 *seconds)
{
  g_autofree char *number = g_strndup (text, MAX (strlen (text), 1) - 1);
  gint64 unit = 0;
  guint64 n;

  if (g_str_has_suffix (text, "d"))
    unit = DAY;
  else if (g_str_has_suffix (text, "h"))
    unit = 3600;
  if (unit == 0
      || !g_ascii_string_to_unsigned (number, 10, 0, 1000000, &n, NULL))
    return FALSE;
  *seconds = now - (gint64)n * unit;
  return TRUE;
}

gboolean
bounce_date_read (const char *text, gboolean is_end, gint64 *seconds)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 today = now - now % DAY;
  gboolean is_day = TRUE;

  if (strcmp (text, "today") == 0)
    *seconds = today;
  else if (strcmp (text, "yesterday") == 0)
    *seconds = today - DAY;
  else if (read_ago (text, now, seconds))
    is_day = FALSE;
  else if (bounce_date_parse (text, seconds))
    is_day = strchr (text, 'T') == NULL;
  else
    return FALSE;
  if (is_day && is_end)
    *seconds += DAY - 1;
  return TRUE;
}
