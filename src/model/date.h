/* A moment as text. */
#ifndef BOUNCE_MODEL_DATE_H
#define BOUNCE_MODEL_DATE_H

#include <glib.h>

#define BOUNCE_DATE_BUFFER 40

/* Writes DATE, seconds since 1970, as "2026-11-23T08:46:36Z" into BUFFER
   (BOUNCE_DATE_BUFFER bytes) and returns it; NULL for G_MININT64, which is no
   date, and where no year of four digits can name it. */
const char *bounce_date_format (gint64 date, char *buffer);

/* The same for people: "2026-11-23 08:46", or the day alone. */
const char *bounce_date_minute (gint64 date, char *buffer);
const char *bounce_date_day (gint64 date, char *buffer);

#endif
