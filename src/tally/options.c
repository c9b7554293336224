/* options: bouncetally's command line becomes a struct.  One table holds
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
#include "ledger/stats.h"
#include "tally/commands.h"
#include "text/address-key.h"

G_DEFINE_QUARK (bounce - tally - error - quark, bounce_tally_error)

/* What GOption fills, and what is still text. */
typedef struct
{
  BounceTallyOptions options;
  char *format;
  char *color;
  char *state;
  char *category;
  char *domain;
  char *since;
  char *until;
  char *changed_since;
  char *before;
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
  { "lock-wait", 0, 0, G_OPTION_ARG_INT, AT (options.lock_wait),
    "how long to wait for a busy ledger (30)", "SECONDS" },
  { "state", 0, 0, TEXT, AT (state),
    "only these states; blocked: without mail", "STATE,..." },
  { "category", 0, 0, TEXT, AT (category),
    "only contacts with this reason, or bounces", "CATEGORY" },
  { "domain", 0, 0, TEXT, AT (domain),
    "only addresses of that domain", "DOMAIN" },
  { "since", 0, 0, TEXT, AT (since),
    "only what bounced then or later", "DATE" },
  { "until", 0, 0, TEXT, AT (until),
    "only what bounced then or earlier", "DATE" },
  { "changed-since", 0, 0, TEXT, AT (changed_since),
    "only what this ledger learned then or later", "DATE" },
  { "every-key", 0, 0, FLAG, AT (options.filter.every_key),
    "also what is no full address", NULL },
  { "long", 0, 0, FLAG, AT (options.details),
    "all columns, not only the address", NULL },
  { "by", 0, 0, TEXT, AT (options.by),
    "state, category, domain, remote_mta, day ...", "WHAT" },
  { "column", 0, 0, TEXT, AT (options.column),
    "which column of a CSV file has the address", "N|NAME" },
  { "reason", 0, 0, TEXT, AT (options.reason),
    "why there is to be no more mail", "TEXT" },
  { "keep-out", 0, 0, FLAG, AT (options.keep_out),
    "leave a digest that check knows", NULL },
  { "before", 0, 0, TEXT, AT (before),
    "only what bounced before that", "DATE" },
  { "policy", 0, 0, FLAG, AT (options.take_policy),
    "take the policy of the export, too", NULL },
  { "help", 'h', 0, FLAG, AT (options.help),
    "print this help, or that of a command", NULL },
  { "version", 'V', 0, FLAG, AT (options.version),
    "print the version", NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, AT (options.words),
    NULL, NULL },
  { 0 },
};
/* clang-format on */

/* The text above the options. */
static char *
describe (const BounceTallyCommand *chosen)
{
  GString *text = g_string_new (NULL);

  if (chosen != NULL)
    {
      g_string_append_printf (text, "%s: %s.", chosen->name, chosen->summary);
      return g_string_free (text, FALSE);
    }
  g_string_append (text, "Counts bounces and tells who may still be mailed.\n"
                         "\nCommands:");
  for (const BounceTallyCommand *command = bounce_tally_commands;
       command->name != NULL; command++)
    {
      g_autofree char *usage
          = g_strconcat (command->name, command->arguments != NULL ? " " : NULL,
                         command->arguments, NULL);

      g_string_append_printf (text, "\n  %-29s  %s", usage, command->summary);
    }
  return g_string_free (text, FALSE);
}

/* What --state takes: the states, and what stands for all that get no mail. */
static const char *
state_name (int i)
{
  return i < BOUNCE_N_CONTACT_STATES
             ? bounce_contact_state_name ((BounceContactState)i)
             : "blocked";
}

/* CHOSEN: with the options of that command only; NULL: with all. */
static GOptionContext *
make_context (Arguments *arguments, const BounceTallyCommand *chosen)
{
  g_autofree char *usage
      = chosen != NULL
            ? g_strconcat (chosen->name, chosen->arguments != NULL ? " " : NULL,
                           chosen->arguments, NULL)
            : g_strdup ("COMMAND [ARGUMENT...]");
  g_autofree char *summary = describe (chosen);
  GOptionContext *context = g_option_context_new (usage);
  GOptionEntry entries[G_N_ELEMENTS (table)] = { 0 };
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (gsize i = 0; table[i].long_name != NULL; i++)
    if (bounce_tally_has_option (chosen != NULL ? chosen->name : NULL,
                                 table[i].long_name))
      {
        entries[n] = table[i];
        entries[n++].arg_data
            = (char *)arguments + GPOINTER_TO_SIZE (table[i].arg_data);
      }
  g_option_context_set_help_enabled (context, FALSE);
  if (bounce_tally_has_option (chosen != NULL ? chosen->name : NULL,
                               "category"))
    bounce_name_list_categories (names);
  if (bounce_tally_has_option (chosen != NULL ? chosen->name : NULL, "state"))
    bounce_name_list (names, names->len > 0 ? "\nStates" : "States",
                      BOUNCE_N_CONTACT_STATES + 1, state_name);
  g_option_context_set_description (context, names->str);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, NULL);
  bounce_policy_add_options (context, &arguments->options.policy);
  return context;
}

char *
bounce_tally_options_help (const char *name)
{
  Arguments arguments = { 0 };
  g_autoptr (GOptionContext) context = make_context (
      &arguments, name != NULL ? bounce_tally_command (name) : NULL);

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

static gboolean
read_states (const char *text, guint *states, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  const char *names[BOUNCE_N_CONTACT_STATES + 2] = { NULL };

  for (guint i = 0; words[i] != NULL; i++)
    {
      BounceContactState state = bounce_contact_state_from_name (words[i]);

      if (strcmp (words[i], "blocked") == 0)
        *states |= BOUNCE_CONTACT_BLOCKED;
      else if (state != BOUNCE_N_CONTACT_STATES)
        *states |= 1U << state;
      else
        {
          for (int j = 0; j <= BOUNCE_N_CONTACT_STATES; j++)
            names[j] = state_name (j);
          return wrong (error, "state", words[i], names);
        }
    }
  return TRUE;
}

static gboolean
read_filter (const Arguments *arguments, BounceContactFilter *filter,
             GError **error)
{
  const struct
  {
    const char *option;
    const char *text;
    gint64 *date;
    gboolean is_end;
  } dates[] = {
    { "since", arguments->since, &filter->since, FALSE },
    { "until", arguments->until, &filter->until, TRUE },
    { "changed-since", arguments->changed_since, &filter->changed_since,
      FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      *dates[i].date = G_MININT64;
      if (dates[i].text != NULL
          && !bounce_date_read (dates[i].text, dates[i].is_end, dates[i].date))
        return wrong (error, dates[i].option, dates[i].text, NULL);
    }
  filter->category = bounce_category_from_slug (arguments->category);
  if (arguments->category != NULL && filter->category == BOUNCE_CATEGORY_NONE)
    return wrong_category (error, arguments->category);
  if (arguments->domain != NULL)
    filter->domain = bounce_address_domain_key (arguments->domain);
  return arguments->state == NULL
         || read_states (arguments->state, &filter->states, error);
}

/* Turns what is text into values. */
static gboolean
read_values (Arguments *arguments, GError **error)
{
  static const char *const formats[] = { "tsv", "json", NULL };
  static const char *const colors[] = { "auto", "always", "never", NULL };
  static const char *const bys[]
      = { "state", "category", "domain", "remote_mta", "day", "month", NULL };
  BounceTallyOptions *options = &arguments->options;

  options->json = g_strcmp0 (arguments->format, "json") == 0;
  if (arguments->format != NULL && !options->json
      && strcmp (arguments->format, "tsv") != 0)
    return wrong (error, "format", arguments->format, formats);
  if (!choose_form (arguments))
    return wrong (error, "color", arguments->color, colors);
  if (options->lock_wait < 0
      || options->lock_wait > BOUNCE_LEDGER_LOCK_WAIT_MAX)
    return wrong (error, "lock-wait", "less than 0 or more than a day", NULL);
  if (options->by != NULL && strcmp (options->by, "state") != 0
      && bounce_stats_from_name (options->by) == BOUNCE_N_STATS)
    return wrong (error, "by", options->by, bys);
  options->before = G_MININT64;
  if (arguments->before != NULL
      && !bounce_date_read (arguments->before, FALSE, &options->before))
    return wrong (error, "before", arguments->before, NULL);
  return read_filter (arguments, &options->filter, error);
}

/* What a command needs beside a number of arguments, before anything is
   opened. */
static gboolean
check_needs (const BounceTallyOptions *options, GError **error)
{
  const BounceContactFilter *filter = &options->filter;
  const char *name = options->words != NULL ? options->words[0] : "";
  const char *trouble = NULL;
  gboolean by_filter
      = filter->domain != NULL || filter->category != BOUNCE_CATEGORY_NONE
        || filter->since != G_MININT64 || filter->until != G_MININT64;

  if (options->help)
    return TRUE;
  if (strcmp (name, "prune") == 0 && options->before == G_MININT64)
    trouble = "prune needs --before=DATE";
  else if (strcmp (name, "check") == 0 && options->column != NULL
           && options->words[1] != NULL)
    trouble = "--column is for a list on standard input";
  else if (strcmp (name, "reset") == 0
           && by_filter == (options->words[1] != NULL))
    trouble = "reset takes addresses, or --domain, --category, --since and "
              "--until";
  if (trouble == NULL)
    return TRUE;
  g_set_error_literal (error, BOUNCE_TALLY_ERROR, EX_USAGE, trouble);
  return FALSE;
}

static void
clear_texts (Arguments *arguments)
{
  g_free (arguments->format);
  g_free (arguments->color);
  g_free (arguments->state);
  g_free (arguments->category);
  g_free (arguments->domain);
  g_free (arguments->since);
  g_free (arguments->until);
  g_free (arguments->changed_since);
  g_free (arguments->before);
}

/* Fills ARGUMENTS from ARGV with the options of CHOSEN (NULL: of all). */
static gboolean
parse (Arguments *arguments, const BounceTallyCommand *chosen, char **argv,
       GError **error)
{
  g_autoptr (GOptionContext) context = make_context (arguments, chosen);
  /* A copy: GOption takes what it knows out of the vector. */
  g_auto (GStrv) split = bounce_arguments_split (argv, table);
  int n = (int)g_strv_length (split);
  g_autofree char **copy = g_memdup2 (split, sizeof (char *) * (gsize)(n + 1));

  arguments->options.lock_wait = BOUNCE_LEDGER_LOCK_WAIT;
  return g_option_context_parse (context, &n, &copy, error);
}

gboolean
bounce_tally_options_parse (BounceTallyOptions *options, char **argv,
                            GError **error)
{
  Arguments first = { 0 }, arguments = { 0 };
  const GOptionEntry *const tables[] = { table, bounce_policy_option_table () };
  const BounceTallyCommand *chosen = NULL;
  GError *wrong_use = NULL;
  gboolean done = parse (&first, NULL, argv, &wrong_use);

  /* Now that the command is known, only its own options are taken. */
  if (done && first.options.words != NULL)
    chosen = bounce_tally_command (first.options.words[0]);
  if (done && !parse (&arguments, chosen, argv, &wrong_use))
    {
      done = FALSE;
      g_prefix_error (&wrong_use, "%s: ", chosen->name);
    }
  if (wrong_use != NULL)
    {
      bounce_wrong_option_hint (wrong_use, argv, tables, G_N_ELEMENTS (tables));
      g_propagate_error (error, wrong_use);
    }
  done = done && read_values (&arguments, error)
         && check_needs (&arguments.options, error);
  clear_texts (&first);
  bounce_tally_options_clear (&first.options);
  clear_texts (&arguments);
  *options = arguments.options;
  if (!done)
    bounce_tally_options_clear (options);
  return done;
}

void
bounce_tally_options_clear (BounceTallyOptions *options)
{
  g_free (options->ledger);
  g_free ((gpointer)options->filter.domain);
  g_free (options->by);
  g_free (options->column);
  g_free (options->reason);
  bounce_policy_options_clear (&options->policy);
  g_strfreev (options->words);
  memset (options, 0, sizeof *options);
}
