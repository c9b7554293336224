/* tally-options: bouncetally's command line becomes a struct.  One table holds
   the options and their help. */
#include "config.h"

#include <string.h>
#include <unistd.h>
#include <sysexits.h>

#include <glib.h>

#include "cli/arguments.h"
#include "cli/name-list.h"
#include "cli/policy-options.h"
#include "cli/wrong-option.h"
#include "output/terminal.h"
#include "text/nearest.h"
#include "tally/date.h"
#include "tally/command.h"

G_DEFINE_QUARK (bounce - tally - error - quark, bounce_tally_error)

/* What GOption fills, and what is still text. */
typedef struct
{
  BounceTallyOptions options;
  char *format;
  char *color;
  char *state;
  char *category;
  char *since;
} Arguments;

#define AT(member) GSIZE_TO_POINTER (G_STRUCT_OFFSET (Arguments, member))
#define TEXT G_OPTION_ARG_STRING
#define FLAG G_OPTION_ARG_NONE

/* clang-format off */
static const GOptionEntry table[] = {
  { "ledger", 'l', 0, G_OPTION_ARG_FILENAME, AT (options.ledger),
    "a path, sqlite:PATH or postgresql://...", "URI" },
  { "format", 'f', 0, TEXT, AT (format),
    "tab-separated lines, or one JSON object a line", "tsv|json" },
  { "color", 0, 0, TEXT, AT (color),
    "colours; auto: on a terminal",
    "auto|always|never" },
  { "with-header", 0, 0, FLAG, AT (options.with_header),
    "TSV: first print a line of column names", NULL },
  { "long", 0, 0, FLAG, AT (options.details),
    "list: not only the address", NULL },
  { "state", 0, 0, TEXT, AT (state),
    "list: only contacts in this state", "active|hard" },
  { "category", 0, 0, TEXT, AT (category),
    "list: only contacts with this reason", "CATEGORY" },
  { "since", 0, 0, TEXT, AT (since),
    "list, report: only what is of that day or later", "DATE" },
  { "help", 'h', 0, FLAG, AT (options.help), "print this help", NULL },
  { "version", 'V', 0, FLAG, AT (options.version),
    "print the version", NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, AT (options.words),
    NULL, NULL },
  { 0 },
};
/* clang-format on */

static const char summary[]
    = "Counts bounces and tells who may still be mailed.\n\n"
      "Commands:\n"
      "  add [FILE]           take records of bouncecat into the ledger\n"
      "  list                 print contacts\n"
      "  check [ADDRESS...]   print those of a send list that may be mailed\n"
      "  show ADDRESS         print its state and every bounce behind it\n"
      "  reset ADDRESS...     make active again, keep the history\n"
      "  forget ADDRESS...    erase with all history\n"
      "  report               print a page (HTML) for people\n"
      "  set [NAME VALUE]     print or change the ledger's policy\n"
      "  stats                count by state, category and month\n"
      "  export               print the whole ledger as JSON lines\n"
      "  import [FILE]        merge such lines into the ledger";

static GOptionContext *
make_context (Arguments *arguments)
{
  GOptionContext *context = g_option_context_new ("COMMAND [ARGUMENT...]");
  GOptionEntry entries[G_N_ELEMENTS (table)] = { 0 };

  for (gsize i = 0; table[i].long_name != NULL; i++)
    {
      entries[i] = table[i];
      entries[i].arg_data
          = (char *)arguments + GPOINTER_TO_SIZE (table[i].arg_data);
    }
  g_autoptr (GString) names = g_string_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  bounce_name_list_categories (names);
  g_option_context_set_description (context, names->str);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, NULL);
  bounce_policy_add_options (context, &arguments->options.policy);
  return context;
}

char *
bounce_tally_options_help (void)
{
  Arguments arguments = { 0 };
  g_autoptr (GOptionContext) context = make_context (&arguments);

  return g_option_context_get_help (context, FALSE, NULL);
}

/* NAMES: those that VALUE may have been meant to be; or NULL. */
static gboolean
wrong (GError **error, const char *option, const char *value,
       const char *const *names)
{
  guint n = names != NULL ? g_strv_length ((char **)names) : 0;
  g_autofree char *hint = bounce_nearest_of (value, names, n);

  g_set_error (error, BOUNCE_TALLY_ERROR, EX_USAGE, "--%s can't be '%s'%s",
               option, value, hint);
  return FALSE;
}

static gboolean
wrong_category (GError **error, const char *value)
{
  const char *names[BOUNCE_N_CATEGORIES] = { NULL };

  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    names[i - 1] = bounce_category_slug ((BounceCategory)i);
  return wrong (error, "category", value, names);
}

/* FALSE if --color is none. */
static gboolean
choose_form (Arguments *arguments)
{
  BounceTallyOptions *options = &arguments->options;
  BounceColor color = bounce_color_from_name (arguments->color);

  if (color == BOUNCE_N_COLORS)
    return FALSE;
  if (arguments->format == NULL && isatty (STDOUT_FILENO))
    options->form = bounce_color_is_wanted (color) ? BOUNCE_TABLE_SCREEN_COLORED
                                                   : BOUNCE_TABLE_SCREEN;
  else
    options->form = options->json ? BOUNCE_TABLE_JSON : BOUNCE_TABLE_TSV;
  return TRUE;
}

/* Turns what is text into values. */
static gboolean
read_values (Arguments *arguments, GError **error)
{
  static const char *const formats[] = { "tsv", "json", NULL };
  static const char *const colors[] = { "auto", "always", "never", NULL };
  static const char *const states[] = { "active", "hard", NULL };
  BounceTallyOptions *options = &arguments->options;

  options->json = g_strcmp0 (arguments->format, "json") == 0;
  if (arguments->format != NULL && !options->json
      && strcmp (arguments->format, "tsv") != 0)
    return wrong (error, "format", arguments->format, formats);
  if (!choose_form (arguments))
    return wrong (error, "color", arguments->color, colors);
  if (g_strcmp0 (arguments->state, "active") == 0)
    options->state = BOUNCE_STATE_ACTIVE;
  else if (g_strcmp0 (arguments->state, "hard") == 0)
    options->state = BOUNCE_STATE_HARD;
  else if (arguments->state != NULL)
    return wrong (error, "state", arguments->state, states);
  options->category = bounce_category_from_slug (arguments->category);
  if (arguments->category != NULL && options->category == BOUNCE_CATEGORY_NONE)
    return wrong_category (error, arguments->category);
  options->since = G_MININT64;
  if (arguments->since != NULL
      && !bounce_date_parse (arguments->since, &options->since))
    return wrong (error, "since", arguments->since, NULL);
  return TRUE;
}

gboolean
bounce_tally_options_parse (BounceTallyOptions *options, char **argv,
                            GError **error)
{
  Arguments arguments = { 0 };
  g_autoptr (GOptionContext) context = make_context (&arguments);
  /* A copy: GOption takes what it knows out of the vector. */
  g_auto (GStrv) split = bounce_arguments_split (argv, table);
  int n = (int)g_strv_length (split);
  g_autofree char **copy = g_memdup2 (split, sizeof (char *) * (gsize)(n + 1));
  const GOptionEntry *const tables[] = { table, bounce_policy_option_table () };
  GError *wrong_use = NULL;
  gboolean done = g_option_context_parse (context, &n, &copy, &wrong_use);

  if (done)
    done = read_values (&arguments, error);
  else
    {
      bounce_wrong_option_hint (wrong_use, argv, tables, G_N_ELEMENTS (tables));
      g_propagate_error (error, wrong_use);
    }

  g_free (arguments.format);
  g_free (arguments.color);
  g_free (arguments.state);
  g_free (arguments.category);
  g_free (arguments.since);
  *options = arguments.options;
  if (!done)
    bounce_tally_options_clear (options);
  return done;
}

void
bounce_tally_options_clear (BounceTallyOptions *options)
{
  g_free (options->ledger);
  bounce_policy_options_clear (&options->policy);
  g_strfreev (options->words);
  memset (options, 0, sizeof *options);
}
