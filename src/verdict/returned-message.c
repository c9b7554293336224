/* returned-message: finds the message that bounced, or its header, in what the
   notification holds of it. */
#include "config.h"

#include "report/kind.h"
#include "report/returned-header.h"
#include "verdict/returned-message.h"

/* The header of the returned message that a text of MESSAGE holds; NULL: none.
   A bounce that is forwarded has one of its own. */
static BounceMessage *
returned_in_text (const BounceMessage *message)
{
  for (guint i = bounce_message_n_parts (message); i > 0; i--)
    {
      const char *text = bounce_message_part (message, i - 1)->text;
      g_autofree char *header
          = text != NULL ? bounce_returned_header_in (text) : NULL;
      BounceMessage *returned
          = header != NULL ? bounce_message_new_header (header) : NULL;

      if (returned != NULL && !bounce_kind_is_from_daemon (returned))
        return returned;
      bounce_message_free (returned);
    }
  return NULL;
}

/* Whether MESSAGE, which may be NULL, has what tells it from others. */
static gboolean
is_identified (const BounceMessage *message)
{
  return message != NULL
         && bounce_message_header (message, "Message-ID") != NULL;
}

const BounceMessage *
bounce_returned_message (const BounceMessage *message,
                         const BounceMessage *known, BounceMessage **own)
{
  const BounceMessage *attached;

  *own = NULL;
  if (is_identified (known))
    return known;
  attached = bounce_message_attached (message);
  if (is_identified (attached))
    return attached;
  *own = returned_in_text (message);
  if (*own != NULL)
    return *own;
  return known != NULL ? known : attached;
}
