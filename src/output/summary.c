/* summary: reports to counts.  Categories, types, kinds and status classes are
   few; of domains there may be any number, so that only the first DOMAINS_MAX
   have a count of their own and the largest DOMAINS_SHOWN are printed. */
#include "config.h"

#include <string.h>

#include "output/summary.h"

#define DOMAINS_MAX 100000
#define DOMAINS_SHOWN 20
#define DOMAIN_LENGTH_MAX 255 /* RFC 1035, 2.3.4 */
#define STATUS_CLASSES 6
#define BAR_MAX 40

struct BounceSummary
{
  gboolean all;
  guint64 messages;
  guint64 bounces; /* messages with a failure */
  guint64 failures;
  guint64 categories[BOUNCE_N_CATEGORIES];
  guint64 kinds[BOUNCE_N_KINDS];
  guint64 classes[STATUS_CLASSES]; /* [0]: no status */
  guint64 other_domains;
  GHashTable *domains; /* of char * to guint64 * */
};

typedef struct
{
  const char *name;
  guint64 count;
} Count;

BounceSummary *
bounce_summary_new (gboolean all)
{
  BounceSummary *summary = g_new0 (BounceSummary, 1);

  summary->all = all;
  summary->domains
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return summary;
}

void
bounce_summary_free (BounceSummary *summary)
{
  if (summary == NULL)
    return;
  g_hash_table_destroy (summary->domains);
  g_free (summary);
}

/* Whether NAME can be printed without escapes, and is no longer than a name
   may be. */
static gboolean
is_domain (const char *name)
{
  gsize length = 0;

  while (name[length] > ' ' || (name[length] & 0x80))
    if (name[length] == '\\' || name[length] == 0x7f
        || ++length > DOMAIN_LENGTH_MAX)
      return FALSE;
  return length > 0 && name[length] == '\0';
}

static void
add_domain (BounceSummary *summary, const char *recipient)
{
  const char *at = recipient == NULL ? NULL : strrchr (recipient, '@');
  g_autofree char *domain = NULL;
  guint64 *count;

  if (at == NULL || !is_domain (at + 1))
    domain = g_strdup ("(none)");
  else
    domain = g_ascii_strdown (at + 1, -1);

  count = g_hash_table_lookup (summary->domains, domain);
  if (count != NULL)
    (*count)++;
  else if (g_hash_table_size (summary->domains) >= DOMAINS_MAX)
    summary->other_domains++;
  else
    {
      count = g_new (guint64, 1);
      *count = 1;
      g_hash_table_insert (summary->domains, g_steal_pointer (&domain), count);
    }
}

void
bounce_summary_add (BounceSummary *summary, const BounceResult *report)
{
  guint64 before = summary->failures;

  summary->messages++;
  for (guint i = 0; i < report->records->len; i++)
    {
      const BounceRecord *record = bounce_result_record (report, i);

      summary->kinds[record->kind]++;
      if (record->action != BOUNCE_ACTION_FAILED)
        continue;
      summary->failures++;
      summary->categories[record->category]++;
      summary->classes[MIN (record->status.class, STATUS_CLASSES - 1)]++;
      add_domain (summary, record->recipient);
    }
  if (summary->failures > before)
    summary->bounces++;
}

/* The largest first; of the same size by name. */
static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *one = a;
  const Count *other = b;

  if (one->count != other->count)
    return one->count > other->count ? -1 : 1;
  return strcmp (one->name, other->name);
}

static void
add_count (GArray *counts, const char *name, guint64 count)
{
  Count entry = { name, count };

  if (count > 0)
    g_array_append_val (counts, entry);
}

static GArray *
new_counts (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Count));
}

static void
print_lines (GString *out, const char *section, const GArray *counts)
{
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      g_string_append_printf (out, "%s\t%s\t%" G_GUINT64_FORMAT "\n", section,
                              count->name, count->count);
    }
}

static void
print_bars (GString *out, const char *section, const GArray *counts)
{
  guint64 most = 1;
  gsize width = 0;

  if (counts->len == 0)
    return;
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      most = MAX (most, count->count);
      width = MAX (width, strlen (count->name));
    }
  g_string_append_printf (out, "%s%s\n", out->len > 0 ? "\n" : "", section);
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);
      guint bar = (guint)((double)count->count / (double)most * BAR_MAX);

      g_string_append_printf (out, "  %-*s %8" G_GUINT64_FORMAT " ", (int)width,
                              count->name, count->count);
      for (guint j = 0; j < MAX (bar, 1); j++)
        g_string_append_c (out, '#');
      g_string_append_c (out, '\n');
    }
}

/* Sorts COUNTS by size if SORT, prints them and frees them. */
static void
print_section (GString *out, gboolean bars, const char *section, GArray *counts,
               gboolean sort)
{
  if (sort)
    g_array_sort (counts, compare_counts);
  if (bars)
    print_bars (out, section, counts);
  else
    print_lines (out, section, counts);
  g_array_free (counts, TRUE);
}

static GArray *
count_domains (const BounceSummary *summary)
{
  GArray *counts = new_counts ();
  guint64 others = summary->other_domains;
  GHashTableIter iter;
  gpointer name, count;

  g_hash_table_iter_init (&iter, summary->domains);
  while (g_hash_table_iter_next (&iter, &name, &count))
    add_count (counts, name, *(guint64 *)count);
  g_array_sort (counts, compare_counts);
  for (guint i = DOMAINS_SHOWN; i < counts->len; i++)
    others += g_array_index (counts, Count, i).count;
  if (counts->len > DOMAINS_SHOWN)
    g_array_set_size (counts, DOMAINS_SHOWN);
  add_count (counts, "(other)", others);
  return counts;
}

void
bounce_summary_print (const BounceSummary *summary, gboolean bars, GString *out)
{
  static const char *const classes[STATUS_CLASSES]
      = { "(none)", "1.x.x", "2.x.x", "3.x.x", "4.x.x", "5.x.x" };
  GArray *totals = new_counts ();
  GArray *kinds = new_counts ();
  GArray *categories = new_counts ();
  GArray *types = new_counts ();
  GArray *status_classes = new_counts ();
  guint64 hard = 0;

  add_count (totals, "messages", summary->messages);
  add_count (totals, "bounces", summary->bounces);
  add_count (totals, "failed recipients", summary->failures);
  for (int i = 0; summary->all && i < BOUNCE_N_KINDS; i++)
    add_count (kinds, bounce_kind_name ((BounceKind)i), summary->kinds[i]);
  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    {
      BounceCategory category = (BounceCategory)i;

      add_count (categories, bounce_category_slug (category),
                 summary->categories[i]);
      if (bounce_category_is_hard (category))
        hard += summary->categories[i];
    }
  add_count (types, "hard", hard);
  add_count (types, "soft", summary->failures - hard);
  for (int i = 0; i < STATUS_CLASSES; i++)
    add_count (status_classes, classes[i], summary->classes[i]);

  print_section (out, bars, "total", totals, FALSE);
  print_section (out, bars, "kind", kinds, TRUE);
  print_section (out, bars, "category", categories, TRUE);
  print_section (out, bars, "type", types, TRUE);
  print_section (out, bars, "domain", count_domains (summary), FALSE);
  print_section (out, bars, "status", status_classes, TRUE);
}
