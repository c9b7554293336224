/* bouncecat: bounced mail to records.  Only the outside: command line, rules,
   messages to the user, and the exit status; run.c does the rest. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cat/options.h"
#include "output/standard-output.h"
#include "cat/pipeline.h"
#include "rules/check.h"
#include "cat/filter.h"
#include "cat/rule-files.h"

static void
complain (const char *complaint)
{
  g_autofree char *valid = g_utf8_make_valid (complaint, -1);

  /* A file's name may hold anything: it must not look like a message. */
  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = '?';
  fprintf (stderr, "bouncecat: %s\n", valid);
}

/* Tells the user of ERROR and returns the exit status it calls for. */
static int
fail (const GError *error)
{
  /* Nobody reads the output any more: that needs no words. */
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PIPE))
    return EX_OK;
  complain (error->message);
  if (error->domain == G_OPTION_ERROR)
    return EX_USAGE;
  if (error->domain == G_FILE_ERROR)
    return EX_IOERR;
  if (error->domain == BOUNCE_RULES_ERROR)
    return error->code == BOUNCE_RULES_ERROR_OPEN ? EX_NOINPUT : EX_DATAERR;
  return bounce_ledger_exit_status (error);
}

static int
print (const char *text)
{
  g_autoptr (GError) error = NULL;

  if (bounce_output_write (text, strlen (text), &error)
      && bounce_output_close (&error))
    return EX_OK;
  return fail (error);
}

static int
check_rules (const BounceRules *const *rules, guint n)
{
  g_autoptr (GString) report = g_string_new (NULL);
  gboolean sound = bounce_rules_check (rules, n, report);
  int status = print (report->str);

  return status != EX_OK || sound ? status : EX_DATAERR;
}

/* Who starts the program and nothing else may wonder why nothing happens. */
static void
tell_what_is_awaited (const BounceCommandLine *line)
{
  gboolean named = line->files_from != NULL
                   || (line->sources != NULL && line->sources[0] != NULL);

  if (!named && isatty (STDIN_FILENO) && isatty (STDERR_FILENO))
    fputs ("bouncecat: waiting for mail on standard input;"
           " Ctrl-D ends it, 'bouncecat --help' tells more\n",
           stderr);
}

static int
run_with_rules (const BounceCommandLine *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = bounce_rule_files_load (line->rules, &error);
  const BounceRules *const *rules;
  int status;

  if (all == NULL)
    return fail (error);
  rules = (const BounceRules *const *)all->pdata;
  if (line->mode == BOUNCE_MODE_CHECK_RULES)
    return check_rules (rules, all->len);
  tell_what_is_awaited (line);
  status = bounce_filter_run (line, rules, all->len, complain, &error);
  return error == NULL ? status : bounce_worse_status (fail (error), status);
}

static int
run_mode (const BounceCommandLine *line)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *help = NULL;

  switch (line->mode)
    {
    case BOUNCE_MODE_HELP:
      help = bounce_command_line_help ();
      return print (help);
    case BOUNCE_MODE_VERSION:
      return print ("bouncecat " PACKAGE_VERSION "\n");
    case BOUNCE_MODE_LIST_RULES:
      bounce_rules_print (bounce_rules_builtin (), text);
      return print (text->str);
    default:
      return run_with_rules (line);
    }
}

int
main (G_GNUC_UNUSED int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  BounceCommandLine line;
  int status;

  bounce_output_guard ();
  signal (SIGPIPE, SIG_IGN); /* a closed pipe is an error of write(2) */
  g_set_prgname ("bouncecat");
  if (!bounce_command_line_parse (&line, argv, &error))
    {
      status = fail (error);
      fputs ("Try 'bouncecat --help' for more information.\n", stderr);
      return status;
    }
  status = run_mode (&line);
  bounce_command_line_clear (&line);
  return status;
}
