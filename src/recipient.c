/* recipient: completes the address of a recipient that a report names only by
   a pipe, a path, a local name or not at all (CATEGORIES.md, "Address and
   status").  It never takes the sender's own address for the failed one. */
#include "config.h"

#include <string.h>

#include "address.h"
#include "kind.h"
#include "prose.h"
#include "recipient.h"

/* So many addresses of a text are looked at to find one recipient's. */
#define CANDIDATES_MAX 200

char *
bounce_recipient_from_verp (const char *pattern, const char *address)
{
  const char *local = strstr (pattern, "{local}");
  const char *domain = local ? strstr (local, "{domain}") : NULL;

  if (address == NULL || domain == NULL)
    return NULL;
  gsize head = (gsize)(local - pattern);
  const char *middle = local + strlen ("{local}");
  gsize middle_length = (gsize)(domain - middle);
  const char *tail = domain + strlen ("{domain}");
  gsize length = strlen (address), tail_length = strlen (tail);

  if (length < head + middle_length + tail_length
      || g_ascii_strncasecmp (address, pattern, head) != 0
      || g_ascii_strcasecmp (address + length - tail_length, tail) != 0)
    return NULL;
  /* The local part may hold the separator too: the last one counts. */
  g_autofree char *inner
      = g_strndup (address + head, length - head - tail_length);
  g_autofree char *separator = g_strndup (middle, middle_length);
  char *at = *separator ? g_strrstr (inner, separator) : NULL;
  if (at == NULL || at == inner || at[middle_length] == 0)
    return NULL;
  *at = 0;
  return g_strconcat (inner, "@", at + middle_length, NULL);
}

static gboolean
is_listed (const char *address, const char *const *own)
{
  const char *domain = address ? bounce_address_domain (address) : NULL;

  for (guint i = 0; own && own[i]; i++)
    if (strchr (own[i], '@') && own[i][0] != '@')
      {
        if (bounce_address_equal (own[i], address))
          return TRUE;
      }
    else if (domain
             && g_ascii_strcasecmp (domain, own[i] + (own[i][0] == '@')) == 0)
      return TRUE;
  return FALSE;
}

/* TRUE if HEADER of MESSAGE holds ADDRESS. */
static gboolean
header_holds (const BounceMessage *message, const char *header,
              const char *address)
{
  const char *value = message ? bounce_message_header (message, header) : NULL;
  BounceAddressSpan span;

  for (const char *p = value; p && bounce_address_find (p, NULL, &span);
       p = span.end)
    {
      g_autofree char *found
          = g_strndup (span.start, (gsize)(span.end - span.start));
      if (bounce_address_equal (found, address))
        return TRUE;
    }
  return FALSE;
}

/* The addresses that can't be the failed one: whom the notification was sent
   to, who sent it, and who sent the message that bounced. */
static gboolean
is_senders (const BounceReading *reading, const char *address)
{
  return header_holds (reading->notice, "To", address)
         || header_holds (reading->notice, "From", address)
         || header_holds (reading->returned, "From", address)
         || header_holds (reading->returned, "Return-Path", address);
}

static gboolean
same_local (const char *address, const char *name)
{
  g_autofree char *local = bounce_address_local (address);
  g_autofree char *other = bounce_address_local (name);

  return g_ascii_strcasecmp (local, other) == 0;
}

/* An address in TEXT whose local part is NAME; or, if NAME is NULL, the only
   one there that is nobody's of the sender's side. */
static char *
find_in_text (const BounceReading *reading, const char *text,
              const char *const *own, const char *name)
{
  g_autofree char *only = NULL;
  const char *end = text ? text + bounce_prose_length (text) : NULL;
  BounceAddressSpan span;

  for (int i = 0;
       text && i < CANDIDATES_MAX && bounce_address_find (text, end, &span);
       i++, text = span.end)
    {
      g_autofree char *found
          = g_strndup (span.start, (gsize)(span.end - span.start));
      if (!bounce_address_is_full (found) || is_listed (found, own)
          || is_senders (reading, found))
        continue;
      if (name)
        {
          if (same_local (found, name))
            return g_steal_pointer (&found);
        }
      else if (only == NULL)
        only = g_steal_pointer (&found);
      else if (!bounce_address_equal (only, found))
        return NULL;
    }
  return g_steal_pointer (&only);
}

static char *
find_in_verp (const BounceMessage *outer, const char *verp)
{
  static const char *const headers[]
      = { "Delivered-To", "X-Original-To", "Envelope-To", "To" };

  for (gsize i = 0; verp && i < G_N_ELEMENTS (headers); i++)
    {
      const char *value = bounce_message_header (outer, headers[i]);
      g_autofree char *address = value ? bounce_address_bare (value) : NULL;
      char *found = bounce_recipient_from_verp (verp, address);
      if (found)
        return found;
    }
  return NULL;
}

/* A pipe or a path says nothing of the address; a name does. */
static gboolean
is_name (const char *recipient)
{
  return recipient && *recipient && *recipient != '@'
         && strpbrk (recipient, "|/ \t=") == NULL;
}

static void
complete_one (BounceReading *reading, BounceEvidence *evidence,
              const BounceMessage *outer, const char *const *own,
              const char *verp)
{
  gboolean alone = reading->recipients->len == 1;
  const char *name = is_name (evidence->recipient) ? evidence->recipient : NULL;
  const char *text = bounce_message_text (reading->notice);
  char *found = NULL;

  if (evidence->recipient && bounce_address_is_full (evidence->recipient)
      && !g_str_has_suffix (evidence->recipient, ".local"))
    return;
  if (name || alone)
    found = find_in_text (reading, text, own, name);
  if (found == NULL && alone)
    found = find_in_text (
        reading, bounce_message_header (reading->notice, "X-Failed-Recipients"),
        own, NULL);
  if (found == NULL && (name || alone) && reading->returned)
    found = find_in_text (
        reading, bounce_message_header (reading->returned, "To"), own, name);
  if (found == NULL && alone)
    found = find_in_verp (outer, verp);
  if (found)
    {
      g_free (evidence->recipient);
      evidence->recipient = found;
    }
}

void
bounce_recipient_complete (BounceReading *reading, const BounceMessage *outer,
                           const char *const *own, const char *verp)
{
  for (guint i = 0; i < reading->recipients->len; i++)
    complete_one (reading, g_ptr_array_index (reading->recipients, i), outer,
                  own, verp);
  for (guint i = reading->recipients->len; own && i-- > 0;)
    {
      const BounceEvidence *evidence
          = g_ptr_array_index (reading->recipients, i);
      if (is_listed (evidence->recipient, own))
        g_ptr_array_remove_index (reading->recipients, i);
    }
}
