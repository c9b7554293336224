/* summary: counts results.  Categories, types, kinds and status classes are
   few; of domains there may be any number, so that only the first DOMAINS_MAX
   have a count of their own and the largest DOMAINS_SHOWN are printed. */
#include "config.h"

#include <string.h>

#include "output/columns.h"
#include "output/escape.h"
#include "output/summary.h"
#include "text/printable.h"

#define DOMAINS_MAX 100000
#define DOMAINS_SHOWN 20
#define DOMAIN_LENGTH_MAX 255 /* RFC 1035, 2.3.4 */
#define STATUS_CLASSES 6
#define BAR_MIN 8
#define BAR_MAX 100
#define BAR_MARGIN 5 /* blanks around name, number and bar */

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
bounce_summary_add (BounceSummary *summary, const BounceResult *result)
{
  guint64 before = summary->failures;

  summary->messages++;
  for (guint i = 0; i < result->records->len; i++)
    {
      const BounceRecord *record = bounce_result_record (result, i);

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
print_members (GString *out, const char *section, const GArray *counts)
{
  g_string_append_printf (out, "%s\"%s\":{", out->len > 0 ? "," : "{", section);
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      if (i > 0)
        g_string_append_c (out, ',');
      bounce_json_append (out, count->name);
      g_string_append_printf (out, ":%" G_GUINT64_FORMAT, count->count);
    }
  g_string_append_c (out, '}');
}

/* How the bars of a section are laid out. */
typedef struct
{
  guint name_width, digits, width; /* width: of the longest bar */
  guint64 most;                    /* what that one stands for */
  gboolean color;
} Bars;

static void
print_bar (GString *out, const char *section, const Count *count,
           const Bars *bars)
{
  char number[24];
  guint length
      = (guint)((double)count->count / (double)bars->most * bars->width);
  BounceStyle style = bars->color ? bounce_style_of (section, count->name)
                                  : BOUNCE_STYLE_PLAIN;
  BounceCell name = { .value = count->name, .width = bars->name_width };
  BounceCell value
      = { .value = number, .width = bars->digits, .right = TRUE, .last = TRUE };

  g_snprintf (number, sizeof number, "%" G_GUINT64_FORMAT, count->count);
  g_string_append (out, "  ");
  bounce_columns_cell (out, &name);
  bounce_columns_cell (out, &value);
  g_string_append_c (out, ' ');
  bounce_style_begin (out, style);
  for (guint i = 0; i < MAX (length, 1); i++)
    g_string_append_c (out, '#');
  bounce_style_end (out, style);
  g_string_append_c (out, '\n');
}

/* The bars get what names and numbers leave of the line, but no less than
   BAR_MIN: then names are cut. */
static void
print_bars (GString *out, const char *section, const GArray *counts,
            guint width, gboolean color)
{
  Bars bars = { .most = 1, .color = color };
  char number[24];

  if (counts->len == 0)
    return;
  for (guint i = 0; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      bars.most = MAX (bars.most, count->count);
      bars.name_width
          = MAX (bars.name_width, bounce_printable_width (count->name));
    }
  bars.digits = (guint)g_snprintf (number, sizeof number, "%" G_GUINT64_FORMAT,
                                   bars.most);
  width -= MIN (width, bars.digits + BAR_MARGIN);
  bars.name_width = MIN (bars.name_width, width - MIN (width, BAR_MIN));
  bars.width = CLAMP (width - bars.name_width, BAR_MIN, BAR_MAX);
  if (out->len > 0)
    g_string_append_c (out, '\n');
  bounce_style_begin (out, color ? BOUNCE_STYLE_HEADING : BOUNCE_STYLE_PLAIN);
  g_string_append (out, section);
  bounce_style_end (out, color ? BOUNCE_STYLE_HEADING : BOUNCE_STYLE_PLAIN);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < counts->len; i++)
    print_bar (out, section, &g_array_index (counts, Count, i), &bars);
}

/* What the sections are printed with. */
typedef struct
{
  GString *out;
  BounceSummaryForm form;
  guint width;
  gboolean color;
} Printer;

/* Sorts COUNTS by size if SORT, prints them and frees them. */
static void
print_section (const Printer *printer, const char *section, GArray *counts,
               gboolean sort)
{
  if (sort)
    g_array_sort (counts, compare_counts);
  if (printer->form == BOUNCE_SUMMARY_BARS)
    print_bars (printer->out, section, counts, printer->width, printer->color);
  else if (printer->form == BOUNCE_SUMMARY_JSON)
    print_members (printer->out, section, counts);
  else
    print_lines (printer->out, section, counts);
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
bounce_summary_print (const BounceSummary *summary, GString *out,
                      BounceSummaryForm form, guint width, gboolean color)
{
  const Printer printer = { out, form, width, color };
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

  print_section (&printer, "total", totals, FALSE);
  if (summary->all)
    print_section (&printer, "kind", kinds, TRUE);
  else
    g_array_free (kinds, TRUE);
  print_section (&printer, "category", categories, TRUE);
  print_section (&printer, "type", types, TRUE);
  print_section (&printer, "domain", count_domains (summary), FALSE);
  print_section (&printer, "status", status_classes, TRUE);
  if (form == BOUNCE_SUMMARY_JSON)
    g_string_append (out, "}\n");
}
