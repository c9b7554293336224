/* bouncecat: main.  Finds out which mode the command line asks for; filter.c
   does the rest. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cat/filter.h"
#include "cat/options.h"
#include "cat/rule-files.h"
#include "cli/exit-status.h"
#include "cli/program.h"
#include "rules/check.h"

static int
check_rules (const BounceRules *const *rules, guint n)
{
  g_autoptr (GString) report = g_string_new (NULL);
  gboolean sound = bounce_rules_check (rules, n, report);
  int status = bounce_program_print (report->str);

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
  int status, failed;

  if (all == NULL)
    return bounce_program_fail (error);
  rules = (const BounceRules *const *)all->pdata;
  if (line->mode == BOUNCE_MODE_CHECK_RULES)
    return check_rules (rules, all->len);
  tell_what_is_awaited (line);
  status
      = bounce_filter_run (line, rules, all->len, bounce_program_tell, &error);
  if (error == NULL)
    return status;
  failed = bounce_program_fail (error);
  /* Nobody reads the output any more: that needs no words. */
  return failed == EX_OK ? EX_OK : bounce_worse_status (failed, status);
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
      return bounce_program_print (help);
    case BOUNCE_MODE_VERSION:
      return bounce_program_print ("bouncecat " PACKAGE_VERSION "\n");
    case BOUNCE_MODE_LIST_RULES:
      bounce_rules_print (bounce_rules_builtin (), text);
      return bounce_program_print (text->str);
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

  bounce_program_start ("bouncecat");
  if (!bounce_command_line_parse (&line, argv, &error))
    return bounce_program_fail (error);
  status = bounce_program_end (run_mode (&line));
  bounce_command_line_clear (&line);
  return status;
}
