/* The values of a delivery-status part's fields, RFC 3464, 2.1.2: "type; value"
   and the like.  VALUE is unfolded, its lines parted by '\n', and
   NUL-terminated; what is returned as char * is the caller's to free. */
#ifndef BOUNCE_REPORT_DSN_VALUE_H
#define BOUNCE_REPORT_DSN_VALUE_H

#include "model/record.h"
#include "model/status.h"

/* What stands behind the type of VALUE, in VALUE; *TYPE becomes the type in
   small letters (the caller frees it).  Without a type that is NULL, and VALUE
   itself is returned. */
const char *bounce_dsn_value_split (const char *value, char **type);

/* The address of a recipient field ("rfc822;joe@example.org"), types and
   encodings undone; NULL: there is none. */
char *bounce_dsn_value_address (const char *value);

/* The host of "dns; mx.example.org (192.0.2.1)"; NULL: there is none. */
char *bounce_dsn_value_host (const char *value);

/* RFC 3464, 2.3.3, and what servers write instead; NONE: it is unknown. */
BounceAction bounce_dsn_value_action (const char *value);

/* The code of a Status field, cut to "5" or "5.1" too, all 0 where there is
   none.  *REST becomes what follows it in VALUE. */
BounceStatus bounce_dsn_value_status (const char *value, const char **rest);

/* VALUE with each "+HH" as the character it stands for (RFC 3461, 4). */
char *bounce_dsn_value_xtext (const char *value);

#endif
