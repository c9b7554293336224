/* bouncetally: the ledger's command.  Reads the command line, opens the ledger,
   runs the command, and turns its failure into words and an exit status
   (sysexits.h). */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "cli/program.h"
#include "tally/command.h"
#include "text/nearest.h"

#define MANY G_MAXINT

/* The commands, and how many arguments they take. */
static const struct
{
  const char *name;
  BounceTallyRun run;
  int least;
  int most;
} commands[] = {
  { "add", bounce_tally_add, 0, 1 },
  { "check", bounce_tally_check, 0, MANY },
  { "export", bounce_tally_export, 0, 0 },
  { "forget", bounce_tally_forget, 1, MANY },
  { "import", bounce_tally_import, 0, 1 },
  { "list", bounce_tally_list, 0, 0 },
  { "report", bounce_tally_report, 0, 0 },
  { "reset", bounce_tally_reset, 1, MANY },
  { "set", bounce_tally_set, 0, 2 },
  { "show", bounce_tally_show, 1, 1 },
  { "stats", bounce_tally_stats, 0, 0 },
};

/* Tells what failed and returns the exit status. */
static int
fail (const GError *error)
{
  if (error->domain != BOUNCE_TALLY_ERROR)
    return bounce_program_fail (error);
  if (error->code == EX_USAGE)
    return bounce_program_fail_usage (error->message);
  bounce_program_tell (error->message);
  return error->code;
}

static int
run (const BounceTallyOptions *options, BounceTallyRun command)
{
  BounceTally tally = { .options = options,
                        .arguments = options->words + 1,
                        .status = EX_OK,
                        .warn = bounce_program_tell };
  g_autoptr (GError) error = NULL;

  tally.ledger = bounce_ledger_open (options->ledger, &options->policy, &error);
  if (tally.ledger == NULL)
    return fail (error);
  if (!command (&tally, &error))
    tally.status = fail (error);
  bounce_ledger_free (tally.ledger);
  return tally.status;
}

static const char *
command_name (guint i, G_GNUC_UNUSED gpointer data)
{
  return commands[i].name;
}

static int
fail_command (const char *name)
{
  g_autofree char *hint
      = bounce_nearest (name, G_N_ELEMENTS (commands), command_name, NULL);
  g_autofree char *message
      = g_strdup_printf ("there is no command '%s'%s", name, hint);

  return bounce_program_fail_usage (message);
}

static int
choose (const BounceTallyOptions *options)
{
  int n = options->words != NULL ? (int)g_strv_length (options->words) - 1 : -1;

  if (options->help)
    {
      g_autofree char *help = bounce_tally_options_help ();

      return bounce_program_print (help);
    }
  if (options->version)
    return bounce_program_print ("bouncetally " PACKAGE_VERSION "\n");
  if (n < 0)
    return bounce_program_fail_usage ("which command?");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, options->words[0]) == 0)
      {
        if (n < commands[i].least || n > commands[i].most)
          return bounce_program_fail_usage ("wrong number of arguments");
        return run (options, commands[i].run);
      }
  return fail_command (options->words[0]);
}

int
main (G_GNUC_UNUSED int argc, char **argv)
{
  BounceTallyOptions options;
  g_autoptr (GError) error = NULL;
  int status;

  bounce_program_start ("bouncetally");
  if (!bounce_tally_options_parse (&options, argv, &error))
    return fail (error);
  status = bounce_program_end (choose (&options));
  bounce_tally_options_clear (&options);
  return status;
}
