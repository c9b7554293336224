/* tally-stats: the ledger as a whole: its policy, and its counts by state,
   category and month. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "tally/date.h"
#include "output/table.h"
#include "tally/command.h"

static const BounceColumn setting_columns[] = {
  { "name", BOUNCE_COLUMN_TEXT },
  { "value", BOUNCE_COLUMN_TEXT },
};

gboolean
bounce_tally_set (BounceTally *tally, GError **error)
{
  const BounceTallyOptions *options = tally->options;
  const char *const *names = bounce_ledger_setting_names ();
  g_autoptr (BounceTable) table = bounce_table_new (options->form);

  if (tally->arguments[0] != NULL && tally->arguments[1] == NULL)
    {
      g_set_error (error, BOUNCE_TALLY_ERROR, EX_USAGE,
                   "set takes a name and a value, or nothing");
      return FALSE;
    }
  if (tally->arguments[0] != NULL)
    return bounce_ledger_set (tally->ledger, tally->arguments[0],
                              tally->arguments[1], error);
  bounce_table_columns (table, setting_columns, G_N_ELEMENTS (setting_columns),
                        options->with_header);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value
          = bounce_ledger_stored_setting (tally->ledger, names[i]);
      const char *const values[] = { names[i], value };

      bounce_table_row (table, values);
    }
  return bounce_table_finish (table, error);
}

static const BounceColumn policy_columns[] = {
  { "what", BOUNCE_COLUMN_TEXT },
  { "name", BOUNCE_COLUMN_TEXT },
  { "value", BOUNCE_COLUMN_TEXT },
};
static const BounceColumn count_columns[] = {
  { "what", BOUNCE_COLUMN_TEXT },
  { "name", BOUNCE_COLUMN_TEXT },
  { "value", BOUNCE_COLUMN_NUMBER },
};

typedef struct
{
  guint64 states[2]; /* active, hard */
  guint64 categories[BOUNCE_N_CATEGORIES];
  GTree *months; /* "2026-11" -> guint64 */
} Stats;

/* A BounceContactFunc. */
static void
count_contact (const BounceContact *contact, const BounceStanding *standing,
               gpointer data)
{
  Stats *stats = data;

  (void)contact;
  stats->states[standing->hard ? 1 : 0]++;
}

/* A BounceEventFunc. */
static void
count_event (const BounceContact *contact, const BounceEvent *event,
             BounceWeight weight, gpointer data)
{
  Stats *stats = data;
  char date[BOUNCE_DATE_BUFFER];
  guint64 *count;

  (void)contact;
  (void)weight;
  if (event == NULL)
    return;
  stats->categories[event->category]++;
  if (bounce_date_format (event->date, date) != NULL)
    date[strlen ("2026-11")] = '\0';
  else
    g_strlcpy (date, "none", sizeof date);
  count = g_tree_lookup (stats->months, date);
  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_tree_insert (stats->months, g_strdup (date), count);
    }
  ++*count;
}

static void
add_count (BounceTable *table, const char *what, const char *name,
           guint64 count)
{
  g_autofree char *value = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  const char *const values[] = { what, name, value };

  bounce_table_row (table, values);
}

/* A GTraverseFunc. */
static gboolean
add_month (gpointer month, gpointer count, gpointer table)
{
  add_count (table, "month", month, *(guint64 *)count);
  return FALSE;
}

static int
compare_months (gconstpointer a, gconstpointer b, gpointer data)
{
  (void)data;
  return strcmp (a, b);
}

static void
add_rows (BounceTable *table, const Stats *stats, const BounceTally *tally)
{
  const char *const *names = bounce_ledger_setting_names ();

  bounce_table_columns (table, policy_columns, G_N_ELEMENTS (policy_columns),
                        tally->options->with_header);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = bounce_ledger_setting (tally->ledger, names[i]);
      const char *const values[] = { "policy", names[i], value };

      bounce_table_row (table, values);
    }
  bounce_table_columns (table, count_columns, G_N_ELEMENTS (count_columns),
                        FALSE);
  for (int i = 0; i < 2; i++)
    add_count (table, "state", bounce_standing_name (i), stats->states[i]);
  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    add_count (table, "category", bounce_category_slug ((BounceCategory)i),
               stats->categories[i]);
  g_tree_foreach (stats->months, add_month, table);
}

gboolean
bounce_tally_stats (BounceTally *tally, GError **error)
{
  g_autoptr (BounceTable) table = bounce_table_new (tally->options->form);
  Stats stats
      = { .months = g_tree_new_full (compare_months, NULL, g_free, g_free) };
  gboolean done = bounce_ledger_contacts (tally->ledger, NULL, 0, count_contact,
                                          &stats, error)
                  && bounce_ledger_events (tally->ledger, NULL, 0, count_event,
                                           &stats, error);

  if (done)
    add_rows (table, &stats, tally);
  g_tree_unref (stats.months);
  return done && bounce_table_finish (table, error);
}
