/* received: finds "for <a@b>" among the clauses of a Received field, which
   servers write as they like.  Nothing else of the field is read. */
#include "config.h"

#include <string.h>

#include "report/received.h"
#include "text/address.h"

/* The next "for" at or behind TEXT that white space follows, or NULL. */
static const char *
find_for (const char *text)
{
  while ((text = strstr (text, "for")) != NULL && !g_ascii_isspace (text[3]))
    text += 3;
  return text;
}

gboolean
bounce_received_may_tell (const char *received)
{
  return find_for (received) != NULL;
}

char *
bounce_received_for (const char *received)
{
  BounceAddressSpan span = { NULL, NULL }; /* the next address, found once */

  for (const char *p = find_for (received); p != NULL; p = find_for (p + 4))
    {
      if (p != received && !g_ascii_isspace (p[-1]))
        continue;
      if ((span.start == NULL || span.start < p + 4)
          && !bounce_address_find (p + 4, NULL, &span))
        return NULL;
      if ((gsize)(span.start - p) > 4 + strspn (p + 4, " <\"'"))
        continue;
      g_autofree char *address = bounce_address_span_copy (&span);

      return bounce_address_is_full (address) ? g_steal_pointer (&address)
                                              : NULL;
    }
  return NULL;
}
