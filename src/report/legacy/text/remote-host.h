/* The server that a reply in prose came from, as the words around it name it.
 */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_REMOTE_HOST_H
#define BOUNCE_REPORT_LEGACY_TEXT_REMOTE_HOST_H

#include <glib.h>

/* The host or the IPv4 address that the first LENGTH bytes of LEAD, which stand
   before a server's reply, say the reply of: "host mx.b.example said:",
   "mx.b.example [192.0.2.1]:".  What RFC 3464, 2.3.5, calls Remote-MTA.
   RECIPIENT, which may be NULL, was refused: its domain alone before a reply is
   no host's name.  The caller frees it; NULL if no host is named. */
char *legacy_find_remote_host (const char *lead, gsize length,
                               const char *recipient);

#endif
