/* date: formats dates in UTC, in the form of ISO 8601 that RFC 3339 describes,
   by its own arithmetic: GLib allocates for each.  Where dates are read,
   mime/mail-date and tally/date do it. */
#include "config.h"

#include <string.h>

#include "base/digits.h"
#include "model/date.h"

/* Days since 1970 to a date of the Gregorian calendar; years are counted from
   March, so that the leap day is a year's last. */
static void
civil_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 era, of_era, year_of_era, of_year, from_march;

  days += 719468; /* from 0000-03-01 to 1970-01-01 */
  era = (days >= 0 ? days : days - 146096) / 146097;
  of_era = days - era * 146097;
  year_of_era
      = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  from_march = (5 * of_year + 2) / 153;
  *day = (int)(of_year - (153 * from_march + 2) / 5 + 1);
  *month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
  *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

/* A number and what stands before it. */
static char *
put_number (char *to, char before, int number)
{
  *to = before;
  return bounce_digits_put (to + 1, (guint64)number, 2);
}

const char *
bounce_date_format (gint64 date, char *buffer)
{
  const gint64 first = G_GINT64_CONSTANT (-62167219200); /* 0000-01-01 */
  const gint64 last = G_GINT64_CONSTANT (253402300799);  /* 9999-12-31 */
  gint64 days, seconds;
  int year, month, day;

  if (date < first || date > last)
    return NULL;
  days = date / 86400;
  seconds = date % 86400;
  if (seconds < 0)
    {
      seconds += 86400;
      days--;
    }
  civil_from_days (days, &year, &month, &day);
  char *end = bounce_digits_put (buffer, (guint64)year, 4);
  end = put_number (end, '-', month);
  end = put_number (end, '-', day);
  end = put_number (end, 'T', (int)(seconds / 3600));
  end = put_number (end, ':', (int)(seconds / 60 % 60));
  end = put_number (end, ':', (int)(seconds % 60));
  *end++ = 'Z';
  *end = '\0';
  return buffer;
}

const char *
bounce_date_minute (gint64 date, char *buffer)
{
  if (bounce_date_format (date, buffer) == NULL)
    return NULL;
  buffer[strlen ("2026-11-23")] = ' ';
  buffer[strlen ("2026-11-23 08:46")] = '\0';
  return buffer;
}

const char *
bounce_date_day (gint64 date, char *buffer)
{
  if (bounce_date_format (date, buffer) == NULL)
    return NULL;
  buffer[strlen ("2026-11-23")] = '\0';
  return buffer;
}
