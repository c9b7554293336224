/* stats: counts all contacts and events of a ledger, in one pass. */
#include "config.h"

#include <string.h>

#include "ledger/keep-out.h"
#include "ledger/stats.h"
#include "model/date.h"

static const char *const names[] = {
  [BOUNCE_STATS_CATEGORY] = "category",     [BOUNCE_STATS_DAY] = "day",
  [BOUNCE_STATS_MONTH] = "month",           [BOUNCE_STATS_DOMAIN] = "domain",
  [BOUNCE_STATS_REMOTE_MTA] = "remote_mta",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == BOUNCE_N_STATS);

const char *
bounce_stats_name (BounceStatsBy by)
{
  return names[by];
}

BounceStatsBy
bounce_stats_from_name (const char *name)
{
  for (int i = 0; i < BOUNCE_N_STATS; i++)
    if (strcmp (names[i], name) == 0)
      return (BounceStatsBy)i;
  return BOUNCE_N_STATS;
}

typedef struct
{
  BounceStats *stats;
  const BounceContactFilter *filter;
  GHashTable *counts[BOUNCE_N_STATS]; /* name -> BounceCount, or NULL */
  GString *key;                       /* of the contact under way */
  gboolean is_new;                    /* no event of it was counted */
} Pass;

static void
free_count (gpointer pointer)
{
  BounceCount *count = pointer;

  g_free (count->name);
  g_free (count);
}

static BounceCount *
find_count (GHashTable *counts, const char *name)
{
  BounceCount *count = g_hash_table_lookup (counts, name);

  if (count != NULL)
    return count;
  count = g_new0 (BounceCount, 1);
  count->name = g_strdup (name);
  count->first = G_MAXINT64;
  count->last = G_MININT64;
  g_hash_table_insert (counts, count->name, count);
  return count;
}

static void
count_into (BounceCount *count, const BounceEvent *event, BounceWeight weight,
            gint64 time)
{
  count->bounces++;
  count->soft += weight == BOUNCE_WEIGHT_SOFT;
  count->hard += weight == BOUNCE_WEIGHT_HARD;
  count->categories[event->category]++;
  count->first = MIN (count->first, time);
  count->last = MAX (count->last, time);
}

/* The name under which EVENT is counted by BY; "" for what has none. */
static const char *
name_of (BounceStatsBy by, const char *key, const BounceEvent *event,
         gint64 time, char *buffer)
{
  const char *at = strrchr (key, '@');

  switch (by)
    {
    case BOUNCE_STATS_CATEGORY:
      return bounce_category_slug (event->category);
    case BOUNCE_STATS_DOMAIN:
      return at != NULL ? at + 1 : "";
    case BOUNCE_STATS_REMOTE_MTA:
      return event->remote_mta != NULL ? event->remote_mta : "";
    default:
      break;
    }
  if (bounce_date_day (time, buffer) == NULL)
    return "";
  if (by == BOUNCE_STATS_MONTH)
    buffer[strlen ("2026-11")] = '\0';
  return buffer;
}

static gboolean
is_wanted (const BounceContactFilter *filter, const char *key,
           const BounceEvent *event, gint64 time)
{
  const char *at = strrchr (key, '@');

  return (filter->since == G_MININT64 || time >= filter->since)
         && (filter->until == G_MININT64 || time <= filter->until)
         && (filter->category == BOUNCE_CATEGORY_NONE
             || event->category == filter->category)
         && (filter->domain == NULL
             || (at != NULL && strcmp (at + 1, filter->domain) == 0));
}

/* A BounceEventFunc. */
static void
count_event (const BounceContact *contact, const BounceEvent *event,
             BounceWeight weight, gpointer data)
{
  Pass *pass = data;
  char buffer[BOUNCE_DATE_BUFFER];
  gint64 time;

  if (strcmp (pass->key->str, contact->key) != 0)
    {
      g_string_assign (pass->key, contact->key);
      pass->is_new = TRUE;
    }
  if (event == NULL)
    return;
  time = bounce_event_time (event);
  if (!is_wanted (pass->filter, contact->key, event, time))
    return;
  pass->stats->bounces++;
  for (int i = 0; i < BOUNCE_N_STATS; i++)
    {
      BounceCount *count;

      if (pass->counts[i] == NULL)
        continue;
      count = find_count (
          pass->counts[i],
          name_of ((BounceStatsBy)i, contact->key, event, time, buffer));
      count_into (count, event, weight, time);
      if (i == BOUNCE_STATS_DOMAIN && pass->is_new)
        count->contacts++;
    }
  pass->is_new = FALSE;
}

/* A BounceContactFunc. */
static void
count_state (const BounceContact *contact, const BounceStanding *standing,
             gpointer data)
{
  Pass *pass = data;

  if (!bounce_keep_out_is_key (contact->key))
    pass->stats->states[standing->state]++;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  const BounceCount *left = *(BounceCount *const *)a;
  const BounceCount *right = *(BounceCount *const *)b;

  return strcmp (left->name, right->name);
}

static int
by_category (gconstpointer a, gconstpointer b)
{
  const BounceCount *left = *(BounceCount *const *)a;
  const BounceCount *right = *(BounceCount *const *)b;

  return (int)bounce_category_from_slug (left->name)
         - (int)bounce_category_from_slug (right->name);
}

static int
by_bounces (gconstpointer a, gconstpointer b)
{
  const BounceCount *left = *(BounceCount *const *)a;
  const BounceCount *right = *(BounceCount *const *)b;

  if (left->bounces != right->bounces)
    return left->bounces > right->bounces ? -1 : 1;
  return strcmp (left->name, right->name);
}

/* The counts of COUNTS, which it ends, in their order. */
static GPtrArray *
sorted (GHashTable *counts, BounceStatsBy by)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_count);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, value);
  g_hash_table_destroy (counts);
  g_ptr_array_sort (all, by == BOUNCE_STATS_CATEGORY ? by_category
                         : by == BOUNCE_STATS_DAY || by == BOUNCE_STATS_MONTH
                             ? by_name
                             : by_bounces);
  return all;
}

BounceStats *
bounce_ledger_stats (BounceLedger *ledger, const BounceContactFilter *filter,
                     guint wanted, GError **error)
{
  g_autoptr (BounceStats) stats = g_new0 (BounceStats, 1);
  BounceContactFilter all = BOUNCE_CONTACT_FILTER_INIT;
  Pass pass = { .stats = stats, .filter = filter, .key = g_string_new (NULL) };
  gboolean done;

  all.every_key = TRUE;
  all.domain = filter->domain;
  for (int i = 0; i < BOUNCE_N_STATS; i++)
    if (wanted & 1U << i)
      pass.counts[i] = g_hash_table_new (g_str_hash, g_str_equal);
  done = bounce_ledger_tally (ledger, &all,
                              wanted & 1U << BOUNCE_STATS_REMOTE_MTA
                                  ? BOUNCE_READ_ALL
                                  : BOUNCE_READ_EVENTS,
                              count_state, count_event, &pass, error);
  for (int i = 0; i < BOUNCE_N_STATS; i++)
    if (pass.counts[i] != NULL)
      stats->by[i] = sorted (pass.counts[i], (BounceStatsBy)i);
  g_string_free (pass.key, TRUE);
  return done ? g_steal_pointer (&stats) : NULL;
}

void
bounce_stats_free (BounceStats *stats)
{
  if (stats == NULL)
    return;
  for (int i = 0; i < BOUNCE_N_STATS; i++)
    if (stats->by[i] != NULL)
      g_ptr_array_free (stats->by[i], TRUE);
  g_free (stats);
}
