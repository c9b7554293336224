/* options: parses bouncecat's command line into one struct.  The table is the
   only place that knows an option's name and its help; what its value must
   look like is checked below.  Values are taken as bytes and as UTF-8,
   whatever the locale: a file name need be neither. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "cat/option-checks.h"
#include "cat/options.h"
#include "cli/arguments.h"
#include "cli/name-list.h"
#include "cli/policy-options.h"
#include "cli/wrong-option.h"
#include "output/fields.h"
#include "output/record-table.h"
#include "output/terminal.h"
#include "text/nearest.h"

/* What the table fills in. */
typedef struct
{
  BounceCommandLine line;
  gboolean quiet;
  gboolean explain;
  gboolean summary;
  gboolean list_rules;
  gboolean check_rules;
  gboolean help;
  gboolean version;
  gboolean no_shortcut;
  char *format;
  char *fields;
  char *color;
} Arguments;

#define AT(member) ((gpointer)G_STRUCT_OFFSET (Arguments, member))
#define FLAG G_OPTION_ARG_NONE
#define TEXT G_OPTION_ARG_FILENAME
#define LIST G_OPTION_ARG_FILENAME_ARRAY

/* arg_data is an offset here; make_context turns it into an address. */
/* clang-format off */
static const GOptionEntry table[] = {
  { "format", 'f', 0, TEXT, AT (format),
    "tab-separated or JSON lines; HTML", "tsv|json|html" },
  { "fields", 'F', 0, TEXT, AT (fields),
    "which fields to print, in this order", "NAME,..." },
  { "with-header", 0, 0, FLAG, AT (line.with_header),
    "TSV: first print a line of field names", NULL },
  { "all", 'a', 0, FLAG, AT (line.all),
    "also print records that are not failures", NULL },
  { "quiet", 'q', 0, FLAG, AT (quiet),
    "print nothing; exit 0: a bounce, 1: none", NULL },
  { "original-header", 'x', 0, LIST, AT (line.original_headers),
    "add a header of the returned message *", "NAME" },
  { "replies", 0, 0, FLAG, AT (line.replies),
    "a line of input is a reply, or a log's", NULL },
  { "files-from", 0, 0, TEXT, AT (line.files_from),
    "read names of sources, one a line", "FILE" },
  { "null", '0', 0, FLAG, AT (line.null),
    "with --files-from: names end with NUL", NULL },
  { "verp", 0, 0, LIST, AT (line.verp),
    "whom a notification's own address names *, as\n"
    "                                 "
    "bounces+{local}={domain}@lists.example.org", "PATTERN" },
  { "own", 0, 0, LIST, AT (line.own),
    "never report these as failed *", "ADDRESS|DOMAIN" },
  { "rules", 'r', 0, LIST, AT (line.rules),
    "try these rules before the built-in ones *", "FILE" },
  { "list-rules", 0, 0, FLAG, AT (list_rules),
    "print the built-in rules", NULL },
  { "check-rules", 0, 0, FLAG, AT (check_rules),
    "try every rule on its own example", NULL },
  { "no-likeness", 0, 0, FLAG, AT (line.no_likeness),
    "judge by the rules and codes alone", NULL },
  { "no-sandbox", 0, 0, FLAG, AT (line.no_sandbox),
    "keep all rights after the start", NULL },
  { "explain", 0, 0, FLAG, AT (explain),
    "tell what was seen and why the winner won", NULL },
  { "summary", 0, 0, FLAG, AT (summary),
    "print counts instead of records", NULL },
  { "jobs", 'j', 0, G_OPTION_ARG_INT, AT (line.jobs),
    "worker threads; 0: as many as processors", "N" },
  { "progress", 0, 0, FLAG, AT (line.progress),
    "show messages, rate and time left on stderr", NULL },
  { "color", 0, 0, TEXT, AT (color),
    "colours; auto: on a terminal",
    "auto|always|never" },
  { "ledger", 'l', 0, TEXT, AT (line.ledger),
    "also record the failed recipients there", "URI" },
  { "lock-wait", 0, 0, G_OPTION_ARG_INT, AT (line.lock_wait),
    "how long to wait for a busy ledger (30)", "SECONDS" },
  { "no-shortcut", 0, G_OPTION_FLAG_HIDDEN, FLAG, AT (no_shortcut),
    "keep all parts of a mail within the limits", NULL },
  { "help", 'h', 0, FLAG, AT (help), "print this and exit", NULL },
  { "version", 'V', 0, FLAG, AT (version), "print the version and exit",
    NULL },
  { 0 },
};

static const struct
{
  gsize offset;
  BounceMode mode;
  const char *option;
} modes[] = {
  { G_STRUCT_OFFSET (Arguments, help), BOUNCE_MODE_HELP, "help" },
  { G_STRUCT_OFFSET (Arguments, version), BOUNCE_MODE_VERSION, "version" },
  { G_STRUCT_OFFSET (Arguments, list_rules), BOUNCE_MODE_LIST_RULES,
    "list-rules" },
  { G_STRUCT_OFFSET (Arguments, check_rules), BOUNCE_MODE_CHECK_RULES,
    "check-rules" },
  { G_STRUCT_OFFSET (Arguments, quiet), BOUNCE_MODE_QUIET, "quiet" },
  { G_STRUCT_OFFSET (Arguments, explain), BOUNCE_MODE_EXPLAIN, "explain" },
  { G_STRUCT_OFFSET (Arguments, summary), BOUNCE_MODE_SUMMARY, "summary" },
};
/* clang-format on */

static const char *
field_name (int i)
{
  return bounce_field_name ((BounceField)i);
}

static GOptionContext *
make_context (Arguments *arguments)
{
  GOptionContext *context = g_option_context_new ("[SOURCE...]");
  GOptionGroup *group = g_option_group_new (
      "bouncecat", "Options (*: may be repeated):", "the options of bouncecat",
      NULL, NULL);
  GOptionEntry entries[G_N_ELEMENTS (table)];
  GOptionEntry sources[] = {
    { G_OPTION_REMAINING, 0, 0, LIST, &arguments->line.sources, NULL, NULL },
    { NULL, 0, 0, FLAG, NULL, NULL, NULL },
  };

  g_autoptr (GString) names = g_string_new (NULL);

  memcpy (entries, table, sizeof table);
  for (gsize i = 0; table[i].long_name != NULL; i++)
    entries[i].arg_data
        = (char *)arguments + GPOINTER_TO_SIZE (table[i].arg_data);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (
      context, "Finds the bounces in mail and prints a record for each failed"
               " recipient.\nA SOURCE is a message, an mbox, a Maildir or any"
               " directory of messages,\ngzip-compressed or not; without one,"
               " or with -, standard input.");
  bounce_name_list (names, "Fields", BOUNCE_N_FIELDS, field_name);
  g_string_append_c (names, '\n');
  bounce_name_list_categories (names);
  g_option_context_set_description (context, names->str);
  g_option_group_add_entries (group, entries);
  g_option_context_add_group (context, group);
  g_option_context_add_main_entries (context, sources, NULL);
  bounce_policy_add_options (context, &arguments->line.policy);
  return context;
}

char *
bounce_command_line_help (void)
{
  Arguments arguments = { 0 };
  g_autoptr (GOptionContext) context = make_context (&arguments);

  return g_option_context_get_help (context, FALSE, NULL);
}

static gboolean
choose_mode (Arguments *arguments, GError **error)
{
  const char *chosen = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      if (!G_STRUCT_MEMBER (gboolean, arguments, modes[i].offset))
        continue;
      if (chosen == NULL)
        {
          arguments->line.mode = modes[i].mode;
          chosen = modes[i].option;
        }
      else if (arguments->line.mode < BOUNCE_MODE_HELP)
        return bounce_wrong_option (error, "--%s and --%s can't be combined",
                                    chosen, modes[i].option);
    }
  return TRUE;
}

static gboolean
choose_color (Arguments *arguments, GError **error)
{
  BounceColor color = bounce_color_from_name (arguments->color);

  if (color == BOUNCE_N_COLORS)
    return bounce_wrong_option (
        error, "--color must be auto, always or never, not '%s'",
        arguments->color);
  arguments->line.color = bounce_color_is_wanted (color);
  return TRUE;
}

/* Whoever looks at a terminal and asks for no form of their own gets a table;
   programs get lines in any case. */
static gboolean
choose_layout (Arguments *arguments, GError **error)
{
  BounceCommandLine *line = &arguments->line;

  gboolean terminal = arguments->format == NULL && isatty (STDOUT_FILENO);

  if (terminal && arguments->fields == NULL)
    {
      line->writer = &bounce_writer_table;
      line->with_header = TRUE;
      bounce_record_table_layout (
          &line->layout, bounce_terminal_width (STDOUT_FILENO), line->color,
          line->original_headers, line->ledger != NULL);
      return TRUE;
    }
  return bounce_layout_make (&line->layout, line->writer, arguments->fields,
                             line->original_headers, line->ledger != NULL,
                             error);
}

/* What is shown, but has to be made first, and what need not be made.  An event
   is told by fields that need not be shown, and a ledger keeps them.  Always
   TRUE. */
static gboolean
note_fields (BounceCommandLine *line)
{
  guint64 shown = 0;

  for (guint i = 0; i < line->layout.n_fields; i++)
    if (line->layout.fields[i] < BOUNCE_N_FIELDS)
      shown |= G_GUINT64_CONSTANT (1) << line->layout.fields[i];
  line->identify = (shown >> BOUNCE_FIELD_EVENT & 1) != 0;
  if (line->mode == BOUNCE_MODE_RECORDS && !line->identify
      && line->ledger == NULL)
    line->spared = ~shown;
  return TRUE;
}

static gboolean
choose_format (Arguments *arguments, GError **error)
{
  static const char *const formats[] = { "tsv", "json", "html" };
  BounceCommandLine *line = &arguments->line;
  const char *format = arguments->format != NULL ? arguments->format : "tsv";
  g_autofree char *hint = NULL;

  line->writer = bounce_writer_find (format);
  if (arguments->format == NULL && isatty (STDOUT_FILENO))
    line->summary_form = BOUNCE_SUMMARY_BARS;
  else if (line->writer == &bounce_writer_json)
    line->summary_form = BOUNCE_SUMMARY_JSON;
  else if (strcmp (format, "html") == 0 && line->mode == BOUNCE_MODE_SUMMARY)
    {
      line->summary_form = BOUNCE_SUMMARY_HTML;
      line->writer = &bounce_writer_tsv; /* prints nothing here */
    }
  else if (strcmp (format, "html") == 0)
    return bounce_wrong_option (error, "--format=html needs --summary");
  if (line->writer != NULL)
    return TRUE;
  hint = bounce_nearest_of (format, formats, G_N_ELEMENTS (formats));
  return bounce_wrong_option (error, "--format: unknown format '%s'%s", format,
                              hint);
}

static gboolean
check_arguments (Arguments *arguments, GError **error)
{
  BounceCommandLine *line = &arguments->line;

  if (!choose_mode (arguments, error))
    return FALSE;
  if (line->mode >= BOUNCE_MODE_HELP)
    return TRUE;
  line->shortcut = !arguments->no_shortcut;
  if (!choose_format (arguments, error))
    return FALSE;
  if (line->lock_wait < 0 || line->lock_wait > BOUNCE_LEDGER_LOCK_WAIT_MAX)
    return bounce_wrong_option (error, "--lock-wait must be from 0 to %d",
                                BOUNCE_LEDGER_LOCK_WAIT_MAX);
  return choose_color (arguments, error)
         && bounce_command_line_check (line, error)
         && choose_layout (arguments, error) && note_fields (line);
}

gboolean
bounce_command_line_parse (BounceCommandLine *line, char **argv, GError **error)
{
  Arguments arguments = { .line = { .lock_wait = BOUNCE_LEDGER_LOCK_WAIT } };
  g_autoptr (GOptionContext) context = make_context (&arguments);
  const GOptionEntry *const tables[] = { table, bounce_policy_option_table () };
  GError *wrong_use = NULL;
  g_auto (GStrv) vector = bounce_arguments_split (argv, table, &wrong_use);
  gboolean done;

  if (vector == NULL
      || !g_option_context_parse_strv (context, &vector, &wrong_use))
    {
      bounce_wrong_option_hint (wrong_use, argv, tables, G_N_ELEMENTS (tables));
      g_propagate_error (error, wrong_use);
      done = FALSE;
    }
  else
    done = check_arguments (&arguments, error);
  g_free (arguments.format);
  g_free (arguments.fields);
  g_free (arguments.color);
  *line = arguments.line;
  if (!done)
    bounce_command_line_clear (line);
  return done;
}

void
bounce_command_line_clear (BounceCommandLine *line)
{
  g_free (line->files_from);
  g_strfreev (line->sources);
  g_strfreev (line->rules);
  g_strfreev (line->original_headers);
  g_strfreev (line->own);
  g_strfreev (line->verp);
  g_free (line->ledger);
  bounce_policy_options_clear (&line->policy);
  bounce_layout_clear (&line->layout);
  memset (line, 0, sizeof *line);
}
