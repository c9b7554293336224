/* returned-to: finds the envelope recipient of a notification in its header,
   and in that the parts of a VERP address. */
#include "config.h"

#include <string.h>

#include "text/address.h"
#include "verdict/returned-to.h"
#include "verdict/verp.h"

/* Where the delivering servers write the envelope recipient; else To. */
static const char *const returned_to[] = { "Delivered-To",
                                           "X-Original-To",
                                           "Envelope-To",
                                           "X-Envelope-To",
                                           "Apparently-To",
                                           "To",
                                           NULL };

/* Where they write the envelope sender of what was sent. */
static const char *const sent_from[]
    = { "Return-Path", "X-Envelope-From", "Errors-To", "Sender", NULL };

char *
bounce_returned_to (const BounceMessage *message)
{
  for (gsize i = 0; returned_to[i] != NULL; i++)
    {
      const char *value = bounce_message_header (message, returned_to[i]);
      g_autofree char *address = value ? bounce_address_bare (value) : NULL;

      if (address && bounce_address_is_full (address))
        return g_steal_pointer (&address);
    }
  return NULL;
}

/* Whether ADDRESS, which is taken over, fits one of PATTERNS. */
static gboolean
fits (char *address, const char *const *patterns, BounceVerp *verp)
{
  for (guint i = 0; address && patterns[i]; i++)
    if (bounce_verp_read (patterns[i], address, &verp->recipient, &verp->token))
      {
        verp->address = address;
        return TRUE;
      }
  g_free (address);
  return FALSE;
}

gboolean
bounce_verp_find_in (const char *value, const char *const *patterns,
                     BounceVerp *verp)
{
  BounceAddressSpan span;

  if (value == NULL || patterns == NULL)
    return FALSE;
  if (fits (bounce_address_bare (value), patterns, verp))
    return TRUE;
  for (const char *p = value; bounce_address_find (p, NULL, &span);
       p = span.end)
    if (fits (bounce_address_span_copy (&span), patterns, verp))
      return TRUE;
  return FALSE;
}

gboolean
bounce_verp_find (const BounceMessage *message, const char *const *patterns,
                  gboolean of_sent, BounceVerp *verp)
{
  const char *const *names = of_sent ? sent_from : returned_to;
  const char *value;

  for (gsize i = 0; patterns != NULL && names[i] != NULL; i++)
    for (guint k = 0;
         (value = bounce_message_nth_header (message, names[i], k)) != NULL;
         k++)
      if (bounce_verp_find_in (value, patterns, verp))
        return TRUE;
  return FALSE;
}

void
bounce_verp_clear (BounceVerp *verp)
{
  g_free (verp->address);
  g_free (verp->recipient);
  g_free (verp->token);
  *verp = (BounceVerp){ NULL, NULL, NULL };
}
