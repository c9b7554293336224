/* Which exit status (sysexits.h) what went wrong calls for.  Delivery agents
   keep a mail for later only for EX_TEMPFAIL. */
#ifndef BOUNCE_CLI_EXIT_STATUS_H
#define BOUNCE_CLI_EXIT_STATUS_H

#include <glib.h>

/* EX_OK for a reader that closed the pipe. */
int bounce_exit_status (const GError *error);

/* Of two the one that matters more: 74, 75, 66, 65. */
int bounce_worse_status (int one, int other);

#endif
