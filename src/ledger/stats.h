/* A ledger in numbers. */
#ifndef BOUNCE_LEDGER_STATS_H
#define BOUNCE_LEDGER_STATS_H

#include <glib.h>

#include "ledger/scan.h"

/* What bounces are counted by. */
typedef enum
{
  BOUNCE_STATS_CATEGORY,
  BOUNCE_STATS_DAY,
  BOUNCE_STATS_MONTH,
  BOUNCE_STATS_DOMAIN,
  BOUNCE_STATS_REMOTE_MTA,
  BOUNCE_N_STATS
} BounceStatsBy;

/* The static name of BY on a command line ("remote-mta"), and what a name
   stands for; BOUNCE_N_STATS if for nothing. */
const char *bounce_stats_name (BounceStatsBy by);
BounceStatsBy bounce_stats_from_name (const char *name);

/* The bounces of one day, or domain, ... */
typedef struct
{
  char *name;
  guint64 bounces;
  guint64 soft;
  guint64 hard;
  guint64 categories[BOUNCE_N_CATEGORIES];
  guint64 contacts; /* 0 but for BOUNCE_STATS_DOMAIN */
  gint64 first;
  gint64 last;
} BounceCount;

typedef struct
{
  guint64 states[BOUNCE_N_CONTACT_STATES]; /* contacts, whenever they bounced */
  guint64 bounces;                         /* those that were looked at */
  GPtrArray *by[BOUNCE_N_STATS];           /* of BounceCount, or NULL */
} BounceStats;

/* Counts the bounces that were from FILTER's since to its until, in its domain
   and of its category; WANTED has bits 1 << BounceStatsBy.  Days and months
   stand in their order, categories in theirs, all others by the number of
   bounces, greatest first.  Memory grows with the number of names.  NULL with
   ERROR. */
BounceStats *bounce_ledger_stats (BounceLedger *ledger,
                                  const BounceContactFilter *filter,
                                  guint wanted, GError **error);
void bounce_stats_free (BounceStats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceStats, bounce_stats_free)

#endif
