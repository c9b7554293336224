/* The "for" clause of a Received field (RFC 5321, 4.4): to whom the message
   was when that server took it. */
#ifndef BOUNCE_REPORT_RECEIVED_H
#define BOUNCE_REPORT_RECEIVED_H

#include <glib.h>

/* TRUE if RECEIVED, the field's value, may have such a clause: a cheap test. */
gboolean bounce_received_may_tell (const char *received);

/* The full address in that clause, which the caller frees; NULL if there is
   none. */
char *bounce_received_for (const char *received);

#endif
