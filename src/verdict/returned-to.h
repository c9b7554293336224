/* The address that a notification came back to, and what --verp finds in it. */
#ifndef BOUNCE_VERDICT_RETURNED_TO_H
#define BOUNCE_VERDICT_RETURNED_TO_H

#include <glib.h>

#include "mime/message.h"

/* What a VERP address says; all NULL where there is none. */
typedef struct
{
  char *address;   /* the VERP address itself */
  char *recipient; /* who was written to, or NULL */
  char *token;     /* the opaque part, or NULL */
} BounceVerp;

/* The first full address in those fields of MESSAGE where delivering servers
   write the envelope recipient, else in To; the caller frees it.  NULL: none.
 */
char *bounce_returned_to (const BounceMessage *message);

/* Looks in the same fields of MESSAGE for an address that one of PATTERNS
   (NULL-terminated; NULL: none) fits; with OF_SENT in those of a message that
   was sent, where its envelope sender stands.  FALSE, and *VERP as it was, if
   there is none. */
gboolean bounce_verp_find (const BounceMessage *message,
                           const char *const *patterns, gboolean of_sent,
                           BounceVerp *verp);

/* The same in VALUE, a field's. */
gboolean bounce_verp_find_in (const char *value, const char *const *patterns,
                              BounceVerp *verp);

void bounce_verp_clear (BounceVerp *verp);

#endif
