/* The values of a delivery-status part's fields, RFC 3464, 2.1.2: "type; value"
   and the like.  VALUE is unfolded, its lines parted by '\n', and
   NUL-terminated; what is returned as char * is the caller's to free. */
#ifndef BOUNCE_REPORT_DSN_VALUE_H
#define BOUNCE_REPORT_DSN_VALUE_H

#include "model/record.h"
#include "model/status.h"

/* What stands behind the type of VALUE, borrowed from it; *TYPE becomes the
   type in lower case, which the caller frees.  If VALUE has no type, *TYPE is
   NULL and VALUE itself is returned. */
const char *bounce_dsn_value_split (const char *value, char **type);

/* The address of a recipient field ("rfc822;joe@example.org"), types and
   encodings undone; NULL: there is none. */
char *bounce_dsn_value_address (const char *value);

/* The host of "dns; mx.example.org (192.0.2.1)"; NULL: there is none. */
char *bounce_dsn_value_host (const char *value);

/* The action that VALUE names by RFC 3464, 2.3.3, or in the spellings that
   servers use instead; NONE if it is unknown. */
BounceAction bounce_dsn_value_action (const char *value);

/* The code of a Status field (RFC 3464, 2.3.4), also where it is cut to "5" or
   "5.1"; not set if there is none.  *REST is what follows it in VALUE,
   borrowed. */
BounceStatus bounce_dsn_value_status (const char *value, const char **rest);

/* VALUE with each "+HH" as the character it stands for (RFC 3461, 4). */
char *bounce_dsn_value_xtext (const char *value);

#endif
