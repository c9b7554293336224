/* The addresses of a mail among which a failed recipient's may be.  Private to
   the room. */
#ifndef BOUNCE_VERDICT_SEARCH_H
#define BOUNCE_VERDICT_SEARCH_H

#include <glib.h>

#include "verdict/notification.h"

/* What one mail has to offer; each is made when it is first asked for.  Begin
   with the first two, the rest NULL; end with bounce_search_clear. */
typedef struct
{
  const BounceNotification *notification;
  const char *const *own;
  GHashTable *senders; /* set of mailboxes, or NULL */
  GPtrArray *in_text;  /* candidates, or NULL */
  GPtrArray *in_to;
} BounceSearch;

/* Whether ADDRESS, or its domain, is one of OWN (may be NULL). */
gboolean bounce_search_lists (const char *address, const char *const *own);

/* Whether ADDRESS can't be the failed one: whom the notification was sent to,
   who sent it, or who sent the message that bounced. */
gboolean bounce_search_is_senders (BounceSearch *search, const char *address);

/* The address in the text, or in the returned message's To, whose local part is
   NAME; if NAME is NULL, the only one, and the only one of the header
   X-Failed-Recipients.  NULL: there is none.  The caller frees it. */
char *bounce_search_in_text (BounceSearch *search, const char *name);
char *bounce_search_in_to (BounceSearch *search, const char *name);
char *bounce_search_in_failed (BounceSearch *search);

void bounce_search_clear (BounceSearch *search);

#endif
