/* mail-date: Date fields (RFC 5322, 3.3), as they should be, "Mon, 16 Nov 2026
   10:00:00 +0100", and as mail systems write them beside it: with full names,
   in the order of ctime(3), with a clock of twelve hours, without a zone, in
   ISO 8601.  Whatever is not like that is GMime's. */
#include "config.h"

#include <string.h>

#include "mime/gmime-api.h"
#include "mime/mail-date.h"

/* Takes up to MOST digits at *P.  -1 if there are none, or more. */
static int
take_number (const char **p, int most)
{
  int number = 0, n = 0;

  for (; g_ascii_isdigit (**p) && n < most; n++)
    number = number * 10 + *(*p)++ - '0';
  return n > 0 && !g_ascii_isdigit (**p) ? number : -1;
}

static gboolean
accept_character (const char **p, char character)
{
  if (**p != character)
    return FALSE;
  ++*p;
  return TRUE;
}

static void
skip_spaces (const char **p)
{
  while (**p == ' ')
    ++*p;
}

/* One of the N NAMES at *P, whole or its first three letters; its place, or
   -1. */
static int
take_name (const char **p, const char *const *names, int n)
{
  gsize length = 0;

  while (g_ascii_isalpha ((*p)[length]))
    length++;
  for (int i = 0; i < n; i++)
    if (length >= 3 && strncmp (*p, names[i], length) == 0
        && (length == 3 || names[i][length] == '\0'))
      {
        *p += length;
        return i;
      }
  return -1;
}

static gboolean
ends_word (const char *p)
{
  return *p == ' ' || *p == '\0';
}

/* FALSE if a weekday runs into what follows. */
static gboolean
skip_weekday (const char **p)
{
  static const char *const weekdays[]
      = { "Monday", "Tuesday",  "Wednesday", "Thursday",
          "Friday", "Saturday", "Sunday" };

  if (take_name (p, weekdays, G_N_ELEMENTS (weekdays)) >= 0
      && !accept_character (p, ',') && !accept_character (p, ' '))
    return FALSE;
  skip_spaces (p);
  return TRUE;
}

static int
take_month (const char **p)
{
  static const char *const months[] = { "January", "February", "March",
                                        "April",   "May",      "June",
                                        "July",    "August",   "September",
                                        "October", "November", "December" };

  return take_name (p, months, G_N_ELEMENTS (months));
}

static int
days_of_month (int year, int month)
{
  static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return days[month] + (month == 1 && leap);
}

/* Days since 1970 of a day in the Gregorian calendar, MONTH from 0. */
static gint64
days_since_1970 (int year, int month, int day)
{
  /* Years begin in March here, so that the odd day comes last. */
  int y = month < 2 ? year - 1 : year;
  int m = month < 2 ? month + 10 : month - 2;

  return 365 * (gint64)y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day
         - 1 - 719468;
}

/* Zones that are written as names (RFC 5322, 4.3), in hours. */
static const struct
{
  const char *name;
  int hours;
} zones[] = {
  { "GMT", 0 },  { "UT", 0 },   { "EST", -5 }, { "EDT", -4 }, { "CST", -6 },
  { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
};

/* A zone that nobody knows is that of Greenwich, to GMime too. */
static gboolean
take_named_zone (const char **p, int *seconds)
{
  gsize length = 0;

  while (g_ascii_isupper ((*p)[length]))
    length++;
  if (length < 2 || length > 5)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    if (strlen (zones[i].name) == length
        && strncmp (*p, zones[i].name, length) == 0)
      *seconds = zones[i].hours * 3600;
  *p += length;
  return ends_word (*p);
}

/* "+0100", "+01:00", "GMT" or nothing at *P, in seconds.  FALSE if it is none
 * of them. */
static gboolean
take_zone (const char **p, int *seconds)
{
  int sign = **p == '-' ? -1 : 1;

  if (**p == '\0')
    return TRUE;
  if (g_ascii_isupper (**p))
    return take_named_zone (p, seconds);
  if (!accept_character (p, '+') && !accept_character (p, '-'))
    return FALSE;
  const char *start = *p;
  int number = take_number (p, 4);
  if (*p - start == 2 && accept_character (p, ':'))
    number = number * 100 + take_number (p, 2);
  else if (*p - start != 4)
    return FALSE;
  if (number < 0 || number / 100 > 14 || number % 100 > 59)
    return FALSE;
  *seconds = sign * (number / 100 * 3600 + number % 100 * 60);
  return ends_word (*p);
}

/* "10:00:00", "10:00", or "10:00 PM" at *P, in seconds; 60 is a leap second.
   FALSE if there is no time. */
static gboolean
take_time (const char **p, int *seconds)
{
  int hour = take_number (p, 2);
  int minute = accept_character (p, ':') ? take_number (p, 2) : -1;
  int second = accept_character (p, ':') ? take_number (p, 2) : 0;

  if (!ends_word (*p))
    return FALSE;
  skip_spaces (p);
  gboolean half = (**p == 'A' || **p == 'P') && (*p)[1] == 'M'
                  && !g_ascii_isalpha ((*p)[2]);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
      || second > 60 || (half && (hour < 1 || hour > 12)))
    return FALSE;
  if (half)
    {
      hour = hour % 12 + (**p == 'P' ? 12 : 0);
      *p += 2;
      skip_spaces (p);
    }
  *seconds = hour * 3600 + minute * 60 + second;
  return TRUE;
}

typedef struct
{
  int year, month, day;
  int time;
  int zone;
} Parts;

static gboolean
take_year (const char **p, Parts *parts)
{
  const char *start = *p;

  parts->year = take_number (p, 4);
  gboolean whole = *p - start == 4 && parts->year >= 1970 && ends_word (*p);
  skip_spaces (p);
  return whole;
}

/* The month of "16-11-2026": what may be the day instead is none. */
static int
take_number_of_month (const char **p, int day)
{
  int number = take_number (p, 2);

  return day > 12 && number <= 12 ? number - 1 : -1;
}

/* "16 Nov 2026 10:00:00 +0100"; also "16-Nov-2026 ..." and "16-11-2026 ..." */
static gboolean
take_day_first (const char **p, Parts *parts)
{
  char between;

  parts->day = take_number (p, 3);
  between = **p;
  if (!accept_character (p, ' ') && !accept_character (p, '-'))
    return FALSE;
  parts->month = between == '-' && g_ascii_isdigit (**p)
                     ? take_number_of_month (p, parts->day)
                     : take_month (p);
  return accept_character (p, between) && take_year (p, parts)
         && take_time (p, &parts->time) && take_zone (p, &parts->zone);
}

/* "Nov 16 10:00:00 2026", with a zone behind or before the year, and
   "November 16, 2026 10:00:00". */
static gboolean
take_month_first (const char **p, Parts *parts)
{
  parts->month = take_month (p);
  if (!accept_character (p, ' '))
    return FALSE;
  skip_spaces (p);
  parts->day = take_number (p, 2);
  accept_character (p, ',');
  if (!accept_character (p, ' '))
    return FALSE;
  skip_spaces (p);
  if (strcspn (*p, " ") == 4 && (*p)[1] != ':')
    return take_year (p, parts) && take_time (p, &parts->time)
           && take_zone (p, &parts->zone);
  if (!take_time (p, &parts->time))
    return FALSE;
  if (g_ascii_isdigit (**p))
    return take_year (p, parts) && take_zone (p, &parts->zone);
  if (!take_zone (p, &parts->zone))
    return FALSE;
  skip_spaces (p);
  return take_year (p, parts);
}

/* "2026-11-16T10:00:00+01:00", also with a blank, fractions, "Z" or no zone.
   FALSE if it is another form. */
static gboolean
take_iso (const char **p, Parts *parts)
{
  const char *start = *p;
  int length = (int)strcspn (start, "T ");
  g_autofree char *time = NULL;
  const char *at;

  parts->year = take_number (p, 4);
  if (length != 10 || parts->year < 1970 || !accept_character (p, '-'))
    return FALSE;
  parts->month = take_number (p, 2) - 1;
  if (parts->month > 11 || !accept_character (p, '-'))
    return FALSE;
  parts->day = take_number (p, 2);
  if (*p != start + length || **p == '\0')
    return FALSE;
  ++*p;
  at = time = g_strndup (*p, strspn (*p, "0123456789:"));
  if (!take_time (&at, &parts->time))
    return FALSE;
  *p += strlen (time);
  if (accept_character (p, '.'))
    *p += strspn (*p, "0123456789");
  skip_spaces (p);
  return (accept_character (p, 'Z') && ends_word (*p))
         || take_zone (p, &parts->zone);
}

/* FALSE if VALUE is not like any of these. */
static gboolean
parse_plain (const char *value, gint64 *seconds)
{
  Parts parts = { .zone = 0 };
  const char *p = value;
  gboolean done;

  skip_spaces (&p);
  if (!skip_weekday (&p))
    return FALSE;
  if (strspn (p, "0123456789") == 4)
    done = take_iso (&p, &parts);
  else
    done = g_ascii_isdigit (*p) ? take_day_first (&p, &parts)
                                : take_month_first (&p, &parts);
  if (!done)
    return FALSE;
  if (*p && strncmp (p, " (", 2) != 0 && *p != '(')
    return FALSE;
  if (parts.month < 0 || parts.day < 1
      || parts.day > days_of_month (parts.year, parts.month))
    return FALSE;
  *seconds = days_since_1970 (parts.year, parts.month, parts.day) * 86400
             + parts.time - parts.zone;
  return TRUE;
}

gint64
bounce_mail_date_gmime (const char *value)
{
  GDateTime *date = bounce_gmime ()->utils_header_decode_date (value);
  gint64 seconds = G_MININT64;

  if (date)
    {
      seconds = g_date_time_to_unix (date);
      g_date_time_unref (date);
    }
  return seconds;
}

gint64
bounce_mail_date (const char *value)
{
  gint64 seconds;

  if (value == NULL)
    return G_MININT64;
  if (parse_plain (value, &seconds))
    return seconds;
  return bounce_mail_date_gmime (value);
}
