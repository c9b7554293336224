/* What happened when, where and to whom: bounces added up for a page that
   people look at, in memory that does not grow with their number. */
#ifndef BOUNCE_OUTPUT_TRENDS_H
#define BOUNCE_OUTPUT_TRENDS_H

#include <glib.h>

#include "model/category.h"

/* One bounce, delivery or complaint; all strings are borrowed and may be
   NULL. */
typedef struct
{
  gint64 date;             /* seconds since 1970; G_MININT64: not known */
  BounceCategory category; /* NONE: it is no failure */
  gboolean delivered;
  gboolean complaint;
  const char *address;
  const char *remote_mta;
  const char *words; /* the server's */
} BounceIncident;

/* A domain or a remote server. */
typedef struct
{
  const char *name;
  guint64 failed, hard, delivered;
  guint64 refused_lately; /* in the last day */
  guint64 refused_before;
  const char *words;      /* of the latest refusal, or NULL */
  BounceCategory refusal; /* its category */
  gint64 latest;          /* and date */
} BouncePlaceTrend;

/* A bounce or complaint that is told of by itself. */
typedef struct
{
  gint64 date;
  BounceCategory category;
  const char *address;
  const char *words; /* or NULL */
} BounceCase;

typedef struct BounceTrends BounceTrends;

/* NOW: where the last day ends. */
BounceTrends *bounce_trends_new (gint64 now);
void bounce_trends_free (BounceTrends *trends);

/* Counts INCIDENT, whose strings are copied as far as they are needed. */
void bounce_trends_add (BounceTrends *trends, const BounceIncident *incident);

/* INCIDENT has made its address hard: only that is told of it, it does not
   count. */
void bounce_trends_add_hard (BounceTrends *trends,
                             const BounceIncident *incident);

/* The NOW of bounce_trends_new. */
gint64 bounce_trends_now (const BounceTrends *trends);

/* Counts of all time: the bounces of CATEGORY, and the complaints. */
guint64 bounce_trends_count (const BounceTrends *trends,
                             BounceCategory category);
guint64 bounce_trends_complaints (const BounceTrends *trends);

/* The first and the last day (since 1970) with a bounce; FALSE if no bounce
   has a date. */
gboolean bounce_trends_days (const BounceTrends *trends, gint64 *first,
                             gint64 *last);

/* The first day with a bounce from DAY on; the last one of all if there is none
   after it. */
gint64 bounce_trends_first_since (const BounceTrends *trends, gint64 day);

/* The bounces of CATEGORY from day FIRST up to, but without, day END. */
guint64 bounce_trends_count_days (const BounceTrends *trends,
                                  BounceCategory category, gint64 first,
                                  gint64 end);

typedef enum
{
  BOUNCE_PLACE_DOMAIN,
  BOUNCE_PLACE_SERVER,
  BOUNCE_N_PLACE_KINDS
} BouncePlaceKind;

/* Up to MAX places with the most failures, the worst first: a new array of
   BouncePlaceTrend, whose strings are the trends'. */
GArray *bounce_trends_worst (const BounceTrends *trends, BouncePlaceKind kind,
                             guint max);

/* The same of those that began to refuse in the last day, or do so far more
   often than before. */
GArray *bounce_trends_refusing (const BounceTrends *trends,
                                BouncePlaceKind kind, guint max);

/* The newest hard addresses, and the newest complaints: arrays of BounceCase,
   the newest first, borrowed. */
const GArray *bounce_trends_hard_cases (const BounceTrends *trends);
const GArray *bounce_trends_complaint_cases (const BounceTrends *trends);

#endif
