/* Variable envelope return paths: what the address that a notification came
   back to says of whom it was written to. */
#ifndef BOUNCE_VERDICT_VERP_H
#define BOUNCE_VERDICT_VERP_H

#include <glib.h>

#define BOUNCE_VERP_LOCAL "{local}"
#define BOUNCE_VERP_DOMAIN "{domain}"
#define BOUNCE_VERP_TOKEN "{token}"

/* TRUE if PATTERN ("bounces+{local}={domain}@lists.example.org") is usable: it
   has {local} and {domain}, or {token}, each once, with text between any two.
 */
gboolean bounce_verp_is_pattern (const char *pattern);

/* TRUE if ADDRESS (NULL: FALSE) fits PATTERN.  Then *RECIPIENT is the address
   that was written to and *TOKEN the opaque part; the caller frees both, and
   either is NULL if PATTERN has none. */
gboolean bounce_verp_read (const char *pattern, const char *address,
                           char **recipient, char **token);

#endif
