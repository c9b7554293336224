/* trends: counts incidents by day, domain and server, and keeps the newest few
   in full.  Beyond a limit, days and places are not told apart any more; their
   bounces still count in the totals. */
#include "config.h"

#include <string.h>

#include "output/trends.h"
#include "text/address.h"

#define SECONDS_A_DAY 86400
#define DAYS_MAX 20000
#define PLACES_MAX 20000
#define CASES_MAX 25
#define WORDS_MAX 300 /* bytes of a server's words that are kept */

/* Who refused so often in the last day, and so many times more often than a
   day before, does what is new. */
#define RISE_LEAST 5
#define RISE_TIMES 3
#define DAYS_BEFORE 365

typedef struct
{
  guint64 counts[BOUNCE_N_CATEGORIES];
} Day;

typedef struct
{
  char *name;
  char *words;
  BouncePlaceTrend trend;
} Place;

struct BounceTrends
{
  gint64 now;
  guint64 counts[BOUNCE_N_CATEGORIES];
  guint64 complaints;
  guint64 delivered;
  gint64 first_day, last_day; /* first > last: none */
  GHashTable *days;           /* of gint64 * to Day * */
  GHashTable *places[BOUNCE_N_PLACE_KINDS];
  GArray *hard_cases; /* of BounceCase, which own their strings */
  GArray *complaint_cases;
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->name);
  g_free (place->words);
  g_free (place);
}

static void
case_clear (gpointer data)
{
  BounceCase *one = data;

  g_free ((gpointer)one->address);
  g_free ((gpointer)one->words);
}

static GArray *
new_cases (void)
{
  GArray *cases = g_array_new (FALSE, FALSE, sizeof (BounceCase));

  g_array_set_clear_func (cases, case_clear);
  return cases;
}

BounceTrends *
bounce_trends_new (gint64 now)
{
  BounceTrends *trends = g_new0 (BounceTrends, 1);

  trends->now = now;
  trends->first_day = G_MAXINT64;
  trends->last_day = G_MININT64;
  trends->days
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (int i = 0; i < BOUNCE_N_PLACE_KINDS; i++)
    trends->places[i]
        = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, place_free);
  trends->hard_cases = new_cases ();
  trends->complaint_cases = new_cases ();
  return trends;
}

void
bounce_trends_free (BounceTrends *trends)
{
  if (trends == NULL)
    return;
  g_hash_table_destroy (trends->days);
  for (int i = 0; i < BOUNCE_N_PLACE_KINDS; i++)
    g_hash_table_destroy (trends->places[i]);
  g_array_free (trends->hard_cases, TRUE);
  g_array_free (trends->complaint_cases, TRUE);
  g_free (trends);
}

static gint64
day_of (gint64 date)
{
  return date >= 0 ? date / SECONDS_A_DAY
                   : (date - (SECONDS_A_DAY - 1)) / SECONDS_A_DAY;
}

static void
add_day (BounceTrends *trends, const BounceIncident *incident)
{
  gint64 number = day_of (incident->date);
  Day *day = g_hash_table_lookup (trends->days, &number);

  if (day == NULL)
    {
      if (g_hash_table_size (trends->days) >= DAYS_MAX)
        return;
      day = g_new0 (Day, 1);
      g_hash_table_insert (trends->days, g_memdup2 (&number, sizeof number),
                           day);
      trends->first_day = MIN (trends->first_day, number);
      trends->last_day = MAX (trends->last_day, number);
    }
  day->counts[incident->category]++;
}

/* TEXT, but no more than is kept of it, and no half character. */
static char *
keep_words (const char *text)
{
  char *kept = text != NULL ? g_strndup (text, WORDS_MAX) : NULL;
  const char *end;

  if (kept != NULL && !g_utf8_validate (kept, -1, &end))
    kept[end - kept] = '\0';
  return kept;
}

/* Not the address, but whoever speaks for its server refuses. */
static gboolean
is_refusal (BounceCategory category)
{
  return category == BOUNCE_CATEGORY_BLOCKED_CONTENT
         || category == BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR;
}

static void
add_refusal (const BounceTrends *trends, Place *place,
             const BounceIncident *incident)
{
  if (incident->date == G_MININT64
      || incident->date <= trends->now - SECONDS_A_DAY)
    place->trend.refused_before++;
  else
    place->trend.refused_lately++;
  if (place->trend.refusal != BOUNCE_CATEGORY_NONE
      && incident->date < place->trend.latest)
    return;
  g_free (place->words);
  place->words = keep_words (incident->words);
  place->trend.words = place->words;
  place->trend.refusal = incident->category;
  place->trend.latest = incident->date;
}

/* NAME (may be NULL) without regard to case. */
static void
add_place (BounceTrends *trends, BouncePlaceKind kind, const char *name,
           const BounceIncident *incident)
{
  GHashTable *places = trends->places[kind];
  g_autofree char *lower = name != NULL ? g_utf8_strdown (name, -1) : NULL;
  Place *place;

  if (lower == NULL || *lower == '\0')
    return;
  place = g_hash_table_lookup (places, lower);
  if (place == NULL)
    {
      if (g_hash_table_size (places) >= PLACES_MAX)
        return;
      place = g_new0 (Place, 1);
      place->name = g_steal_pointer (&lower);
      place->trend.name = place->name;
      g_hash_table_insert (places, place->name, place);
    }
  if (incident->delivered)
    place->trend.delivered++;
  if (incident->category == BOUNCE_CATEGORY_NONE)
    return;
  place->trend.failed++;
  if (bounce_category_is_hard (incident->category))
    place->trend.hard++;
  if (is_refusal (incident->category))
    add_refusal (trends, place, incident);
}

/* Puts INCIDENT where its date belongs, if it is among the newest. */
static void
add_case (GArray *cases, const BounceIncident *incident)
{
  guint at = cases->len;
  BounceCase one = { .date = incident->date, .category = incident->category };

  while (at > 0
         && g_array_index (cases, BounceCase, at - 1).date < incident->date)
    at--;
  if (at == CASES_MAX)
    return;
  one.address = g_strdup (incident->address);
  one.words = keep_words (incident->words);
  g_array_insert_val (cases, at, one);
  if (cases->len > CASES_MAX)
    g_array_set_size (cases, CASES_MAX);
}

void
bounce_trends_add_hard (BounceTrends *trends, const BounceIncident *incident)
{
  if (incident->address != NULL)
    add_case (trends->hard_cases, incident);
}

void
bounce_trends_add (BounceTrends *trends, const BounceIncident *incident)
{
  const char *domain = incident->address != NULL
                           ? bounce_address_domain (incident->address)
                           : NULL;

  trends->delivered += incident->delivered;
  trends->complaints += incident->complaint;
  if (incident->complaint && incident->address != NULL)
    add_case (trends->complaint_cases, incident);
  if (incident->category != BOUNCE_CATEGORY_NONE)
    {
      trends->counts[incident->category]++;
      if (incident->date != G_MININT64)
        add_day (trends, incident);
    }
  if (incident->category == BOUNCE_CATEGORY_NONE && !incident->delivered)
    return;
  add_place (trends, BOUNCE_PLACE_DOMAIN, domain, incident);
  add_place (trends, BOUNCE_PLACE_SERVER, incident->remote_mta, incident);
}

gint64
bounce_trends_now (const BounceTrends *trends)
{
  return trends->now;
}

guint64
bounce_trends_count (const BounceTrends *trends, BounceCategory category)
{
  return trends->counts[category];
}

guint64
bounce_trends_complaints (const BounceTrends *trends)
{
  return trends->complaints;
}

gboolean
bounce_trends_days (const BounceTrends *trends, gint64 *first, gint64 *last)
{
  *first = trends->first_day;
  *last = trends->last_day;
  return *first <= *last;
}

gint64
bounce_trends_first_since (const BounceTrends *trends, gint64 day)
{
  gint64 first = trends->last_day;
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, trends->days);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    if (*(gint64 *)number >= day)
      first = MIN (first, *(gint64 *)number);
  return first;
}

guint64
bounce_trends_count_days (const BounceTrends *trends, BounceCategory category,
                          gint64 first, gint64 end)
{
  guint64 count = 0;
  GHashTableIter iter;
  gpointer number, day;

  g_hash_table_iter_init (&iter, trends->days);
  while (g_hash_table_iter_next (&iter, &number, &day))
    if (*(gint64 *)number >= first && *(gint64 *)number < end)
      count += ((Day *)day)->counts[category];
  return count;
}

/* The most failures first; of as many by name. */
static int
compare_failed (gconstpointer a, gconstpointer b)
{
  const BouncePlaceTrend *one = a, *other = b;

  if (one->failed != other->failed)
    return one->failed > other->failed ? -1 : 1;
  return strcmp (one->name, other->name);
}

static int
compare_lately (gconstpointer a, gconstpointer b)
{
  const BouncePlaceTrend *one = a, *other = b;

  if (one->refused_lately != other->refused_lately)
    return one->refused_lately > other->refused_lately ? -1 : 1;
  return compare_failed (a, b);
}

static gboolean
has_failed (const BounceTrends *trends, const BouncePlaceTrend *place)
{
  (void)trends;
  return place->failed > 0;
}

static gboolean
began_to_refuse (const BounceTrends *trends, const BouncePlaceTrend *place)
{
  /* One forged date does not make all that was before rare. */
  gint64 before = MIN (day_of (trends->now) - trends->first_day, DAYS_BEFORE);
  double daily = (double)place->refused_before / (double)MAX (before, 1);

  if (place->refused_lately == 0)
    return FALSE;
  return place->refused_before == 0
         || (place->refused_lately >= RISE_LEAST
             && (double)place->refused_lately > RISE_TIMES * daily);
}

static GArray *
choose (const BounceTrends *trends, BouncePlaceKind kind, guint max,
        gboolean (*is_wanted) (const BounceTrends *, const BouncePlaceTrend *),
        GCompareFunc compare)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (BouncePlaceTrend));
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, trends->places[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    if (is_wanted (trends, &((Place *)place)->trend))
      g_array_append_val (chosen, ((Place *)place)->trend);
  g_array_sort (chosen, compare);
  if (chosen->len > max)
    g_array_set_size (chosen, max);
  return chosen;
}

GArray *
bounce_trends_worst (const BounceTrends *trends, BouncePlaceKind kind,
                     guint max)
{
  return choose (trends, kind, max, has_failed, compare_failed);
}

GArray *
bounce_trends_refusing (const BounceTrends *trends, BouncePlaceKind kind,
                        guint max)
{
  return choose (trends, kind, max, began_to_refuse, compare_lately);
}

const GArray *
bounce_trends_hard_cases (const BounceTrends *trends)
{
  return trends->hard_cases;
}

const GArray *
bounce_trends_complaint_cases (const BounceTrends *trends)
{
  return trends->complaint_cases;
}
