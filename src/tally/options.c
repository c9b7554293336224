/* options: parses bouncetally's command line into a struct.  One table holds
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
#include "ledger/stats.h"
#include "tally/commands.h"
#include "tally/option-values.h"

#define AT(member)                                                             \
  GSIZE_TO_POINTER (G_STRUCT_OFFSET (BounceTallyArguments, member))
/* Not _STRING: that depends on a locale.  What must be UTF-8 is looked at. */
#define TEXT G_OPTION_ARG_FILENAME
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
    "only these states; blocked: those without mail", "STATE,..." },
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
    "also what is not a full address", NULL },
  { "long", 0, 0, FLAG, AT (options.details),
    "all columns, not only the address", NULL },
  { "by", 0, 0, TEXT, AT (options.by),
    "state, category, domain, remote_mta, day ...", "WHAT" },
  { "column", 0, 0, TEXT, AT (options.column),
    "which column of a CSV file has the address", "N|NAME" },
  { "reason", 0, 0, TEXT, AT (options.reason),
    "why mail to them stops", "TEXT" },
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
  { 0 },
};
/* clang-format on */

static char *
usage_of (const BounceTallyCommand *command)
{
  return g_strconcat (command->name, command->arguments != NULL ? " " : NULL,
                      command->arguments, NULL);
}

/* WORDS as a sentence. */
static char *
sentence (const char *words)
{
  char *text = g_strconcat (words, ".", NULL);

  *text = g_ascii_toupper (*text);
  return text;
}

/* The text above the options. */
static char *
describe (const BounceTallyCommand *chosen)
{
  GString *text = g_string_new (NULL);

  if (chosen != NULL)
    {
      g_string_free (text, TRUE);
      return sentence (chosen->summary);
    }
  g_string_append (text, "Counts bounces and tells who may still be mailed.\n"
                         "\nCommands:");
  for (const BounceTallyCommand *command = bounce_tally_commands;
       command->name != NULL; command++)
    {
      g_autofree char *usage = usage_of (command);

      g_string_append_printf (text, "\n  %-29s  %s", usage, command->summary);
    }
  g_string_append (text, "\n\n'bouncetally COMMAND --help' tells the options of"
                         " a command.");
  return g_string_free (text, FALSE);
}

/* Those entries of the table that the command NAME (NULL: any) has; for its
   help, those that make a difference there, its own before what others have,
   too. */
static guint
choose_entries (GOptionEntry *entries, BounceTallyArguments *arguments,
                const char *name, gboolean for_help)
{
  guint n = 0;

  for (int own = 1; own >= 0; own--)
    for (gsize i = 0; table[i].long_name != NULL; i++)
      {
        const char *option = table[i].long_name;

        if ((name != NULL && bounce_tally_is_own_option (option)) != own
            || !(for_help ? bounce_tally_uses_option (name, option)
                          : bounce_tally_has_option (name, option)))
          continue;
        entries[n] = table[i];
        entries[n++].arg_data
            = (char *)arguments + GPOINTER_TO_SIZE (table[i].arg_data);
      }
  return n;
}

/* CHOSEN: with the options of that command only; NULL: with all. */
static GOptionContext *
make_context (BounceTallyArguments *arguments, const BounceTallyCommand *chosen,
              gboolean for_help)
{
  const char *name = chosen != NULL ? chosen->name : NULL;
  g_autofree char *usage
      = chosen != NULL ? usage_of (chosen) : g_strdup ("COMMAND [ARGUMENT...]");
  g_autofree char *summary = describe (chosen);
  GOptionContext *context = g_option_context_new (usage);
  GOptionGroup *group = g_option_group_new (
      "bouncetally", "Options:", "the options of bouncetally", NULL, NULL);
  GOptionEntry entries[G_N_ELEMENTS (table)] = { 0 };
  GOptionEntry words[]
      = { { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
            &arguments->options.words, NULL, NULL },
          { NULL, 0, 0, FLAG, NULL, NULL, NULL } };
  g_autoptr (GString) names = g_string_new (NULL);

  choose_entries (entries, arguments, name, for_help);
  g_option_context_set_help_enabled (context, FALSE);
  if (bounce_tally_has_option (name, "category"))
    bounce_name_list_categories (names);
  if (bounce_tally_has_option (name, "state"))
    bounce_name_list (names, names->len > 0 ? "\nStates" : "States",
                      BOUNCE_N_CONTACT_STATES + 1, bounce_tally_state_name);
  g_option_context_set_description (context,
                                    names->len > 0 ? names->str : NULL);
  g_option_context_set_summary (context, summary);
  g_option_group_add_entries (group, entries);
  g_option_context_add_group (context, group);
  g_option_context_add_main_entries (context, words, NULL);
  if (!for_help || bounce_tally_has_policy (name))
    bounce_policy_add_options (context, &arguments->options.policy);
  return context;
}

char *
bounce_tally_options_help (const char *name)
{
  BounceTallyArguments arguments = { 0 };
  g_autoptr (GOptionContext) context = make_context (
      &arguments, name != NULL ? bounce_tally_command (name) : NULL, TRUE);

  return g_option_context_get_help (context, FALSE, NULL);
}

static void
clear_texts (BounceTallyArguments *arguments)
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
parse (BounceTallyArguments *arguments, const BounceTallyCommand *chosen,
       char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = make_context (arguments, chosen, FALSE);
  /* A copy: GOption takes what it knows out of the vector. */
  g_auto (GStrv) split = bounce_arguments_split (argv, table, error);
  int n = split != NULL ? (int)g_strv_length (split) : 0;
  g_autofree char **copy
      = g_memdup2 (split, split ? sizeof (char *) * (gsize)(n + 1) : 0);

  arguments->options.lock_wait = BOUNCE_LEDGER_LOCK_WAIT;
  return copy != NULL && g_option_context_parse (context, &n, &copy, error);
}

/* ERROR is for what CHOSEN does not take: an option that other commands have
   is no unknown one. */
static void
name_owners (GError *error, const BounceTallyCommand *chosen, char *const *argv)
{
  if (!g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    return;
  for (guint i = 1; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    {
      g_autofree char *name = g_strndup (argv[i], strcspn (argv[i], "="));
      g_autofree char *owners = NULL;

      if (!g_str_has_prefix (name, "--")
          || bounce_tally_has_option (chosen->name, name + 2))
        continue;
      owners = bounce_tally_option_owners (name + 2);
      g_free (error->message);
      error->message = g_strdup_printf ("%s is an option of: %s", name, owners);
      return;
    }
}

gboolean
bounce_tally_options_parse (BounceTallyOptions *options, char **argv,
                            GError **error)
{
  BounceTallyArguments first = { 0 }, arguments = { 0 };
  const GOptionEntry *const tables[] = { table, bounce_policy_option_table () };
  const BounceTallyCommand *chosen = NULL;
  GError *wrong_use = NULL;
  gboolean done = parse (&first, NULL, argv, &wrong_use);

  /* Now that the command is known, only its own options are taken. */
  if (done && first.options.words != NULL)
    chosen = bounce_tally_command (first.options.words[0]);
  done = done && parse (&arguments, chosen, argv, &wrong_use);
  if (wrong_use != NULL)
    {
      bounce_wrong_option_hint (wrong_use, argv, tables, G_N_ELEMENTS (tables));
      if (chosen != NULL)
        {
          name_owners (wrong_use, chosen, argv);
          g_prefix_error (&wrong_use, "%s: ", chosen->name);
        }
      g_propagate_error (error, wrong_use);
    }
  done = done && bounce_tally_option_values (&arguments, error);
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
