/* stats: prints the ledger as a whole in numbers: its policy, its contacts by
   state, and its bounces by whatever is asked for. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/stats.h"
#include "model/date.h"
#include "output/table.h"
#include "tally/command.h"

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
static const BounceColumn state_columns[] = {
  { "state", BOUNCE_COLUMN_TEXT },
  { "contacts", BOUNCE_COLUMN_NUMBER },
};

/* The first is named after what is counted by. */
#define BY_COLUMNS 6
static const BounceColumn by_columns[BY_COLUMNS] = {
  { NULL, BOUNCE_COLUMN_TEXT },     { "bounces", BOUNCE_COLUMN_NUMBER },
  { "soft", BOUNCE_COLUMN_NUMBER }, { "hard", BOUNCE_COLUMN_NUMBER },
  { "first", BOUNCE_COLUMN_TEXT },  { "last", BOUNCE_COLUMN_TEXT },
};

static void
add_count (BounceTable *table, const char *what, const char *name,
           guint64 count)
{
  g_autofree char *value = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  const char *const values[] = { what, name, value };

  bounce_table_row (table, values);
}

/* The bounces of the category NAME. */
static guint64
count_of (const GPtrArray *counts, const char *name)
{
  for (guint i = 0; i < counts->len; i++)
    {
      const BounceCount *count = g_ptr_array_index (counts, i);

      if (strcmp (count->name, name) == 0)
        return count->bounces;
    }
  return 0;
}

static void
add_policy (BounceTable *table, const BounceTally *tally)
{
  const char *const *names = bounce_policy_names ();

  bounce_table_columns (table, policy_columns, G_N_ELEMENTS (policy_columns),
                        tally->options->with_header);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = bounce_ledger_setting (tally->ledger, names[i]);
      const char *const values[] = { "policy", names[i], value };

      bounce_table_row (table, values);
    }
}

/* Without --by: all of it, every state and category also where there is
   none. */
static void
add_overview (BounceTable *table, const BounceStats *stats,
              const BounceTally *tally)
{
  const GPtrArray *categories = stats->by[BOUNCE_STATS_CATEGORY];
  const GPtrArray *months = stats->by[BOUNCE_STATS_MONTH];

  add_policy (table, tally);
  bounce_table_columns (table, count_columns, G_N_ELEMENTS (count_columns),
                        FALSE);
  for (int i = 0; i < BOUNCE_N_CONTACT_STATES; i++)
    add_count (table, "state",
               bounce_contact_state_name ((BounceContactState)i),
               stats->states[i]);
  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    {
      const char *slug = bounce_category_slug ((BounceCategory)i);

      add_count (table, "category", slug, count_of (categories, slug));
    }
  for (guint i = 0; i < months->len; i++)
    {
      const BounceCount *month = g_ptr_array_index (months, i);

      add_count (table, "month", month->name, month->bounces);
    }
}

static void
add_states (BounceTable *table, const BounceStats *stats, gboolean header)
{
  bounce_table_columns (table, state_columns, G_N_ELEMENTS (state_columns),
                        header);
  for (int i = 0; i < BOUNCE_N_CONTACT_STATES; i++)
    {
      g_autofree char *n
          = g_strdup_printf ("%" G_GUINT64_FORMAT, stats->states[i]);
      const char *const values[]
          = { bounce_contact_state_name ((BounceContactState)i), n };

      bounce_table_row (table, values);
    }
}

static void
add_by (BounceTable *table, const BounceColumn *columns,
        const GPtrArray *counts, gboolean header)
{
  bounce_table_columns (table, columns, BY_COLUMNS, header);
  for (guint i = 0; i < counts->len; i++)
    {
      const BounceCount *count = g_ptr_array_index (counts, i);
      char numbers[3][24], dates[2][BOUNCE_DATE_BUFFER];
      const guint64 values[] = { count->bounces, count->soft, count->hard };
      const char *const texts[BY_COLUMNS]
          = { *count->name != '\0' ? count->name : NULL,
              numbers[0],
              numbers[1],
              numbers[2],
              bounce_date_format (count->first, dates[0]),
              bounce_date_format (count->last, dates[1]) };

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        g_snprintf (numbers[j], sizeof numbers[j], "%" G_GUINT64_FORMAT,
                    values[j]);
      bounce_table_row (table, texts);
    }
}

/* Which counts --by (NULL: not given) asks for, as bits. */
static guint
wanted_by (const char *name, BounceStatsBy *by)
{
  *by = name != NULL ? bounce_stats_from_name (name) : BOUNCE_N_STATS;
  if (name == NULL)
    return 1U << BOUNCE_STATS_CATEGORY | 1U << BOUNCE_STATS_MONTH;
  return *by != BOUNCE_N_STATS ? 1U << *by : 0;
}

gboolean
bounce_tally_stats (BounceTally *tally, GError **error)
{
  const BounceTallyOptions *options = tally->options;
  g_autoptr (BounceTable) table = bounce_table_new (options->form);
  g_autoptr (BounceStats) stats = NULL;
  BounceColumn columns[BY_COLUMNS];
  BounceStatsBy by;
  guint wanted = wanted_by (options->by, &by);

  stats = bounce_ledger_stats (tally->ledger, &options->filter, wanted, error);
  if (stats == NULL)
    return FALSE;
  memcpy (columns, by_columns, sizeof columns);
  if (options->by == NULL)
    add_overview (table, stats, tally);
  else if (by == BOUNCE_N_STATS)
    add_states (table, stats, options->with_header);
  else
    {
      columns[0].name = bounce_stats_name (by);
      add_by (table, columns, stats->by[by], options->with_header);
    }
  return bounce_table_finish (table, error);
}
