/* returned: finds recipients that the text for people does not name: in
   X-Failed-Recipients of the notification, in its subject, and in the returned
   message's last hop ("for <a@b>") and its To field.  No other address out of
   the returned message is ever taken. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "report/dsn.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/returned.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/view.h"
#include "report/received.h"
#include "text/address.h"
#include "text/fold-characters.h"

/* Of more addresses a To field is not read. */
#define TO_MAX 100

/* Adds every address of FIELD; own ones only if OWN. */
static guint
add_field (const LegacyView *view, BounceLegacy *legacy, const char *field,
           gboolean own, guint max)
{
  BounceAddressSpan span;
  guint n = 0;

  while (field != NULL && n < max && bounce_address_find (field, NULL, &span))
    {
      g_autofree char *address = bounce_address_span_copy (&span);

      field = span.end;
      if (!own && legacy_is_own (view, address))
        continue;
      if (legacy_recipient (legacy, address, strlen (address)) == NULL)
        break;
      n++;
    }
  return n;
}

gboolean
legacy_header_recipients (const LegacyView *view, BounceLegacy *legacy)
{
  guint n = 0;
  const char *value;

  if (view->quoted)
    return FALSE;
  for (guint i = 0; (value = bounce_message_nth_header (
                         view->message, "X-Failed-Recipients", i))
                    != NULL;
       i++)
    n += add_field (view, legacy, value, TRUE, BOUNCE_RECIPIENTS_MAX);
  return n > 0;
}

/* The address behind "for" in a Received field. */
static gboolean
add_for (const LegacyView *view, BounceLegacy *legacy, const char *received)
{
  g_autofree char *address = bounce_received_for (received);

  return address != NULL && !legacy_is_own (view, address)
         && legacy_recipient (legacy, address, strlen (address)) != NULL;
}

/* The same of the first Received field of RETURNED that has such a clause:
   the pruner leaves out those that have none. */
static gboolean
add_received (const LegacyView *view, BounceLegacy *legacy,
              const BounceMessage *returned)
{
  const char *value;

  for (guint i = 0;
       (value = bounce_message_nth_header (returned, "Received", i)) != NULL;
       i++)
    if (bounce_received_may_tell (value))
      return add_for (view, legacy, value);
  return FALSE;
}

/* The first field NAME ("to:") of a folded-line header block, or NULL. */
static char *
block_field (const char *block, const char *name)
{
  gsize n = strlen (name);

  for (const char *p = block; *p != '\0';)
    {
      const char *end = p + strcspn (p, "\n");

      if (g_ascii_strncasecmp (p, name, n) == 0)
        {
          GString *value = g_string_new_len (p + n, end - p - (gssize)n);

          while (*end == '\n' && end[1] == ' ')
            {
              p = end + 1;
              end = p + strcspn (p, "\n");
              g_string_append_len (value, p, end - p);
            }
          return g_string_free (value, FALSE);
        }
      p = *end == '\0' ? end : end + 1;
    }
  return NULL;
}

/* The message that was returned as a part, or NULL. */
static const BounceMessage *
returned_part (const BounceMessage *message)
{
  const BouncePart *part = bounce_message_find (message, BOUNCE_PART_MESSAGE);

  if (part == NULL)
    part = bounce_message_find (message, BOUNCE_PART_HEADERS);
  return part != NULL ? part->message : NULL;
}

gboolean
legacy_returned_recipients (const LegacyView *view, BounceLegacy *legacy)
{
  const BounceMessage *returned
      = view->quoted ? NULL : returned_part (view->message);
  g_autofree char *block = NULL;
  g_autofree char *received = NULL;
  g_autofree char *to = NULL;

  if (returned != NULL)
    {
      const char *name = "X-Failed-Recipients";

      if (bounce_message_header (returned, name) != NULL)
        return FALSE; /* a bounce of a bounce: whose address is it? */
      return add_received (view, legacy, returned)
             || add_field (view, legacy, bounce_message_header (returned, "To"),
                           FALSE, TO_MAX)
                    > 0;
    }
  block = legacy_returned_header (view);
  if (block == NULL)
    return FALSE;
  received = block_field (block, "received:");
  if (received != NULL && add_for (view, legacy, received))
    return TRUE;
  to = block_field (block, "to:");
  return add_field (view, legacy, to, FALSE, TO_MAX) > 0;
}

gboolean
legacy_is_returned_subject (const LegacyView *view, const char *subject)
{
  const BounceMessage *part = returned_part (view->message);
  g_autofree char *block = part == NULL ? legacy_returned_header (view) : NULL;
  g_autofree char *field
      = block != NULL ? block_field (block, "subject:") : NULL;
  const char *value
      = part != NULL ? bounce_message_header (part, "Subject") : field;
  g_autofree char *folded = value != NULL ? bounce_fold_line (value, -1) : NULL;

  return folded != NULL && *folded != '\0'
         && (g_str_has_prefix (folded, subject)
             || g_str_has_prefix (subject, folded));
}

gboolean
legacy_subject_recipient (const LegacyView *view, BounceLegacy *legacy)
{
  const char *subject = view->quoted
                            ? view->subject
                            : bounce_message_header (view->message, "Subject");

  return add_field (view, legacy, subject, FALSE, 1) > 0;
}
