/* bouncetally: the ledger's command.  Reads the command line, opens the ledger,
   runs the command, and turns its failure into words and an exit status
   (sysexits.h). */
#include "config.h"

#include <sysexits.h>

#include <glib.h>

#include "cli/program.h"
#include "ledger/sqlite-linked.h"
#include "tally/commands.h"
#include "tally/lines.h"
#include "text/nearest.h"

/* Tells what failed and returns the exit status. */
static int
tell_failure (const GError *error)
{
  if (error->domain != BOUNCE_TALLY_ERROR)
    return bounce_program_fail (error);
  if (error->code == EX_USAGE)
    return bounce_program_fail_usage (error->message);
  bounce_program_tell (error->message);
  return error->code;
}

static int
run_command (const BounceTallyOptions *options,
             const BounceTallyCommand *command)
{
  BounceTally tally = { .options = options,
                        .arguments = options->words + 1,
                        .status = EX_OK,
                        .warn = bounce_program_tell };
  BounceLedgerOptions how = { .mode = command->mode,
                              .lock_wait = (guint)options->lock_wait,
                              .policy = &options->policy,
                              .repair = command->run == bounce_tally_set };
  g_autofree char *remark = NULL;
  g_autoptr (GError) error = NULL;

  /* Without a value, `set` only shows. */
  if (command->run == bounce_tally_set && tally.arguments[0] == NULL)
    how.mode = BOUNCE_OPEN_READ;
  if (command->prepare == NULL || command->prepare (&tally, &error))
    tally.ledger = bounce_ledger_open (options->ledger, &how, &error);
  if (tally.ledger == NULL || !command->run (&tally, &error))
    tally.status = tell_failure (error);
  if (tally.ledger != NULL)
    remark = bounce_ledger_remark (tally.ledger);
  if (remark != NULL)
    bounce_program_tell (remark);
  bounce_ledger_free (tally.ledger);
  bounce_lines_free (tally.lines);
  return tally.status;
}

static const char *
command_name (guint i, G_GNUC_UNUSED gpointer data)
{
  return bounce_tally_commands[i].name;
}

static int
fail_command (const char *name)
{
  guint n = 0;
  g_autofree char *hint = NULL;
  g_autofree char *message = NULL;

  while (bounce_tally_commands[n].name != NULL)
    n++;
  hint = bounce_nearest (name, n, command_name, NULL);
  message = g_strdup_printf ("unknown command '%s'%s", name, hint);
  return bounce_program_fail_usage (message);
}

static int
fail_arguments (const BounceTallyCommand *command)
{
  g_autofree char *message = g_strdup_printf (
      "wrong number of arguments; usage: bouncetally [OPTION...] %s%s%s",
      command->name, command->arguments != NULL ? " " : "",
      command->arguments != NULL ? command->arguments : "");

  return bounce_program_fail_usage (message);
}

static int
choose (const BounceTallyOptions *options)
{
  int n = options->words != NULL ? (int)g_strv_length (options->words) - 1 : -1;
  const BounceTallyCommand *command
      = n >= 0 ? bounce_tally_command (options->words[0]) : NULL;

  if (options->help)
    {
      g_autofree char *help
          = bounce_tally_options_help (command != NULL ? command->name : NULL);

      return bounce_program_print (help);
    }
  if (options->version)
    return bounce_program_print ("bouncetally " PACKAGE_VERSION "\n");
  if (n < 0)
    return bounce_program_fail_usage ("no command given");
  if (command == NULL)
    return fail_command (options->words[0]);
  if (n < command->least || n > command->most)
    return fail_arguments (command);
  return run_command (options, command);
}

int
main (G_GNUC_UNUSED int argc, char **argv)
{
  BounceTallyOptions options;
  g_autoptr (GError) error = NULL;
  int status;

  bounce_program_start ("bouncetally");
  bounce_sqlite_use_linked ();
  if (!bounce_tally_options_parse (&options, argv, &error))
    return tell_failure (error);
  status = bounce_program_end (choose (&options));
  bounce_tally_options_clear (&options);
  return status;
}
