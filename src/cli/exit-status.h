/* Which exit status (sysexits.h) what went wrong calls for.  Delivery agents
   keep a mail for later only for EX_TEMPFAIL. */
#ifndef BOUNCE_CLI_EXIT_STATUS_H
#define BOUNCE_CLI_EXIT_STATUS_H

#include <glib.h>

/* The exit status for ERROR, by its domain; EX_OK if it only says that the
   reader of our output closed the pipe. */
int bounce_exit_status (const GError *error);

/* Of two exit statuses the one that matters more: 74 (EX_IOERR), 75, 66, 65,
   then any other, 0 last. */
int bounce_worse_status (int one, int other);

#endif
