/* written-to: reads the returned message's header for its envelope recipient:
   what a delivering server noted, the oldest Received field that names one,
   and, if nothing does, To. */
#include "config.h"

#include <string.h>

#include "report/received.h"
#include "text/address.h"
#include "verdict/written-to.h"

static char *
full_address (const char *value)
{
  g_autofree char *address = value ? bounce_address_bare (value) : NULL;

  return address && bounce_address_is_full (address)
             ? g_steal_pointer (&address)
             : NULL;
}

/* The server that took the message first knew whom it was for. */
static char *
find_in_received (const BounceMessage *returned)
{
  char *oldest = NULL;
  const char *value;

  for (guint i = 0;
       (value = bounce_message_nth_header (returned, "Received", i)) != NULL;
       i++)
    {
      char *address = bounce_received_for (value);

      if (address == NULL)
        continue;
      g_free (oldest);
      oldest = address;
    }
  return oldest;
}

/* The address of FIELD if it holds one only. */
static char *
only_address (const char *field)
{
  BounceAddressSpan first, next;

  if (field == NULL || !bounce_address_find (field, NULL, &first))
    return NULL;
  for (const char *p = first.end; bounce_address_find (p, NULL, &next);
       p = next.end)
    {
      /* "a@b <a@b>" is one. */
      if (next.end - next.start != first.end - first.start
          || g_ascii_strncasecmp (next.start, first.start,
                                  (gsize)(next.end - next.start))
                 != 0)
        return NULL;
    }
  return g_strndup (first.start, (gsize)(first.end - first.start));
}

char *
bounce_written_to (const BounceMessage *returned)
{
  static const char *const noted[] = { "X-Original-To", "Delivered-To" };
  char *found = NULL;

  if (returned == NULL)
    return NULL;
  for (gsize i = 0; found == NULL && i < G_N_ELEMENTS (noted); i++)
    found = full_address (bounce_message_header (returned, noted[i]));
  if (found == NULL)
    found = find_in_received (returned);
  if (found == NULL && bounce_message_header (returned, "List-Id") == NULL
      && bounce_message_header (returned, "List-Post") == NULL
      && bounce_message_header (returned, "Cc") == NULL)
    {
      g_autofree char *to
          = only_address (bounce_message_header (returned, "To"));
      found = full_address (to);
    }
  return found;
}
