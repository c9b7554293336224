/* Variable envelope return paths: what the address that a notification came
   back to says of whom it was written to. */
#ifndef BOUNCE_VERDICT_VERP_H
#define BOUNCE_VERDICT_VERP_H

#include <glib.h>

#define BOUNCE_VERP_LOCAL "{local}"
#define BOUNCE_VERP_DOMAIN "{domain}"
#define BOUNCE_VERP_TOKEN "{token}"

/* Whether PATTERN ("bounces+{local}={domain}@lists.example.org") can tell
   anything: it has {local} and {domain}, or {token}, each once, with text
   between any two. */
gboolean bounce_verp_is_pattern (const char *pattern);

/* Whether ADDRESS (or NULL) fits PATTERN.  If so *RECIPIENT is who was written
   to and *TOKEN the opaque part, both the caller's, or NULL where PATTERN has
   none. */
gboolean bounce_verp_read (const char *pattern, const char *address,
                           char **recipient, char **token);

#endif
