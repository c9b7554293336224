/* enclosed: tells of a mail that encloses another whether that is a
   notification for the same reader, or what a list hands on.  The notification
   is not read. */
#include "config.h"

#include <string.h>

#include "report/kind.h"
#include "text/address.h"
#include "verdict/enclosed.h"

gboolean
bounce_is_list_mail (const BounceMessage *message)
{
  return ((bounce_message_header (message, "List-Id") != NULL
           || bounce_message_header (message, "X-BeenThere") != NULL)
          && bounce_message_header (message, "X-List-Administrivia") == NULL)
         || strcmp (bounce_message_type (message), "multipart/digest") == 0;
}

/* Whether both are written to the same address. */
static gboolean
have_one_reader (const BounceMessage *a, const BounceMessage *b)
{
  g_autofree char *one = bounce_address_bare (bounce_message_header (a, "To"));
  g_autofree char *two = bounce_address_bare (bounce_message_header (b, "To"));

  return bounce_address_equal (one, two);
}

const BounceMessage *
bounce_enclosed (const BounceMessage *message)
{
  const BouncePart *part = bounce_message_find (message, BOUNCE_PART_MESSAGE);

  return part != NULL && part->message != NULL
                 && bounce_kind_is_daemon (part->message)
                 && have_one_reader (message, part->message)
             ? part->message
             : NULL;
}
