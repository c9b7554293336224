/* written-to: reads the returned message's header for its envelope recipient.
   Every server writes on top of what was there, so the lowest field that names
   an address is the oldest; what people read (To) comes last. */
#include "config.h"

#include <string.h>

#include "report/received.h"
#include "text/address.h"
#include "verdict/written-to.h"

/* ADDRESS without what qmail puts before the local part of a virtual domain:
   "b.example-ann@b.example". */
static const char *
without_domain (const char *address)
{
  const char *domain = bounce_address_domain (address);
  gsize length = strlen (domain);

  return g_ascii_strncasecmp (address, domain, length) == 0
                 && address[length] == '-'
             ? address + length + 1
             : address;
}

/* Whether ADDRESS is that of the list which RETURNED came through (RFC 2369,
   RFC 2919): who wrote to the list did not write to its members. */
static gboolean
is_lists (const BounceMessage *returned, const char *address)
{
  const char *post = bounce_message_header (returned, "List-Post");
  const char *id = bounce_message_header (returned, "List-Id");
  g_autofree char *small = g_ascii_strdown (address, -1);

  if (post != NULL)
    {
      g_autofree char *posted = g_ascii_strdown (post, -1);

      if (strstr (posted, small) != NULL)
        return TRUE;
    }
  if (id == NULL)
    return FALSE;
  g_autofree char *name = g_ascii_strdown (id, -1);
  *strrchr (small, '@') = '.';
  return strstr (name, small) != NULL;
}

/* Fields in which a delivering server notes for whom it took the message. */
enum
{
  RECEIVED,
  DELIVERED_TO,
  ORIGINAL_TO,
  ENVELOPE_TO,
  X_ENVELOPE_TO
};

static const char *const noting[] = { [RECEIVED] = "Received",
                                      [DELIVERED_TO] = "Delivered-To",
                                      [ORIGINAL_TO] = "X-Original-To",
                                      [ENVELOPE_TO] = "Envelope-To",
                                      [X_ENVELOPE_TO] = "X-Envelope-To" };

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
  return bounce_address_span_copy (&first);
}

/* The address before aliases, if the server that wrote the Delivered-To at AT
   wrote it too: above, and below all that the next server wrote. */
static const char *
before_aliases (const BounceMessage *returned, guint at)
{
  guint which;
  const char *value = bounce_message_header_above (
      returned, &at, noting, G_N_ELEMENTS (noting), &which);

  return value != NULL && which == ORIGINAL_TO ? value : NULL;
}

/* What the field numbered WHICH at AT, of the VALUE, says; NULL if that is no
   full address. */
static char *
noted_address (const BounceMessage *returned, guint at, guint which,
               const char *value)
{
  const char *first
      = which == DELIVERED_TO ? before_aliases (returned, at) : NULL;
  g_autofree char *address = which == RECEIVED
                                 ? bounce_received_for (value)
                                 : only_address (first ? first : value);

  return bounce_address_is_full (address) ? g_strdup (without_domain (address))
                                          : NULL;
}

char *
bounce_written_to_noted (const BounceMessage *returned,
                         BounceAddressTest is_failed, BounceAddressTest is_own,
                         gpointer data)
{
  guint at = G_MAXUINT;
  guint which;
  const char *value;

  while ((value = bounce_message_header_above (returned, &at, noting,
                                               G_N_ELEMENTS (noting), &which))
         != NULL)
    {
      g_autofree char *address = noted_address (returned, at, which, value);

      /* The first is the usual case, in which no list need be made. */
      if (address != NULL
          && (is_failed (address, data)
              || (bounce_address_is_public (address) && !is_own (address, data)
                  && !is_lists (returned, address))))
        return g_steal_pointer (&address);
    }
  return NULL;
}

char *
bounce_written_to_told (const BounceMessage *returned)
{
  g_autofree char *to = NULL;

  if (bounce_message_header (returned, "List-Id") == NULL
      && bounce_message_header (returned, "List-Post") == NULL
      && bounce_message_header (returned, "Cc") == NULL)
    to = only_address (bounce_message_header (returned, "To"));
  return bounce_address_is_full (to) ? g_steal_pointer (&to) : NULL;
}
