/* exit-status: maps the errors of all rooms to the exit status of a program.
   program.c prints them. */
#include "config.h"

#include <sysexits.h>

#include "cli/exit-status.h"
#include "input/source-error.h"
#include "ledger/contact.h"
#include "rules/rules.h"

/* The first of these that occurred is the exit status. */
static const int statuses[] = { EX_IOERR, EX_TEMPFAIL, EX_NOINPUT, EX_DATAERR };

int
bounce_worse_status (int one, int other)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (one == statuses[i] || other == statuses[i])
      return statuses[i];
  return one != EX_OK ? one : other;
}

/* Of the output: a full disk may have room again later. */
static int
output_status (int code)
{
  switch (code)
    {
    case G_FILE_ERROR_PIPE:
      return EX_OK;
    case G_FILE_ERROR_NOSPC:
      return EX_TEMPFAIL;
    default:
      return EX_IOERR;
    }
}

int
bounce_exit_status (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return EX_USAGE;
  if (error->domain == G_FILE_ERROR)
    return output_status (error->code);
  if (error->domain == BOUNCE_LEDGER_ERROR)
    return bounce_ledger_exit_status (error);
  if (error->domain == BOUNCE_RULES_ERROR)
    return error->code == BOUNCE_RULES_ERROR_OPEN ? EX_NOINPUT : EX_DATAERR;
  if (error->domain == BOUNCE_SOURCE_ERROR)
    return error->code == BOUNCE_SOURCE_ERROR_OPEN ? EX_NOINPUT : EX_DATAERR;
  return EX_SOFTWARE;
}
