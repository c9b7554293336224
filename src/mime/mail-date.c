/* mail-date: Date fields (RFC 5322, 3.3).  Nearly all of them are written to
   the letter, "Mon, 16 Nov 2026 10:00:00 +0100", and read here; whatever is not
   is GMime's, which takes a time zone and several objects for it. */
#include "config.h"

#include <string.h>

#include <gmime/gmime.h>

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
take (const char **p, char character)
{
  if (**p != character)
    return FALSE;
  ++*p;
  return TRUE;
}

/* A name of three letters from NAMES, which stand there without a gap; its
   place, or -1. */
static int
take_name (const char **p, const char *names)
{
  for (int i = 0; names[3 * i]; i++)
    if (strncmp (*p, names + 3 * i, 3) == 0)
      {
        *p += 3;
        return i;
      }
  return -1;
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

static gboolean
take_named_zone (const char **p, int *seconds)
{
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      gsize length = strlen (zones[i].name);

      if (strncmp (*p, zones[i].name, length) == 0
          && ((*p)[length] == 0 || (*p)[length] == ' '))
        {
          *p += length;
          *seconds = zones[i].hours * 3600;
          return TRUE;
        }
    }
  return FALSE;
}

/* "+0100" or "GMT" at *P, in seconds.  FALSE if it is none. */
static gboolean
take_zone (const char **p, int *seconds)
{
  int sign = **p == '-' ? -1 : 1;

  if (g_ascii_isupper (**p))
    return take_named_zone (p, seconds);

  if (!take (p, '+') && !take (p, '-'))
    return FALSE;
  const char *start = *p;
  int number = take_number (p, 4);
  if (number < 0 || *p - start != 4 || number / 100 > 12 || number % 100 > 59)
    return FALSE;
  *seconds = sign * (number / 100 * 3600 + number % 100 * 60);
  return TRUE;
}

/* FALSE if VALUE is not written to the letter. */
static gboolean
parse_plain (const char *value, gint64 *seconds)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  static const char weekdays[] = "MonTueWedThuFriSatSun";
  const char *p = value;
  int zone = 0;

  if (take_name (&p, weekdays) >= 0 && !(take (&p, ',') && take (&p, ' ')))
    return FALSE;
  while (take (&p, ' ')) /* a day of one digit stands in a column of two */
    ;
  int day = take_number (&p, 2);
  int month = take (&p, ' ') ? take_name (&p, months) : -1;
  int year = take (&p, ' ') ? take_number (&p, 4) : -1;
  int hour = take (&p, ' ') ? take_number (&p, 2) : -1;
  int minute = take (&p, ':') ? take_number (&p, 2) : -1;
  int second = take (&p, ':') ? take_number (&p, 2) : -1;
  if (!take (&p, ' ') || !take_zone (&p, &zone))
    return FALSE;
  if (*p && strncmp (p, " (", 2) != 0)
    return FALSE;
  if (month < 0 || year < 1970 || day < 1 || day > days_of_month (year, month)
      || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
      || second > 59)
    return FALSE;
  *seconds = days_since_1970 (year, month, day) * 86400 + hour * 3600
             + minute * 60 + second - zone;
  return TRUE;
}

gint64
bounce_mail_date_mime (const char *value)
{
  GDateTime *date = g_mime_utils_header_decode_date (value);
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
  return bounce_mail_date_mime (value);
}
