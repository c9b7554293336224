/* description: fills in what a result says of the mails themselves, the
   notification and the returned message: their IDs, and whom they were from
   and to.  What nobody prints is not looked for: to decode four fields of a
   header, and to find out where a mail came back to, takes 3 % of a mail's
   time. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "base/memory.h"
#include "text/printable.h"
#include "verdict/description.h"
#include "verdict/mail-digest.h"
#include "verdict/returned-to.h"

const char *
bounce_keep_address (BounceResult *result, const char *address)
{
  if (address == NULL || *address == '\0')
    return NULL;
  if (bounce_ascii_printable (address, strlen (address)))
    return bounce_result_keep (result, address);
  g_autofree char *plain
      = bounce_printable_strip (g_utf8_make_valid (address, -1));
  return *plain != '\0' ? bounce_result_keep (result, plain) : NULL;
}

/* Whether somebody prints FIELD. */
static gboolean
is_asked (const BounceOptions *options, BounceField field)
{
  return (options->spared >> field & 1) == 0;
}

/* The Message-ID of MESSAGE without its brackets, kept in RESULT, if somebody
   prints FIELD. */
static const char *
keep_id (BounceResult *result, const BounceMessage *message, BounceField field,
         const BounceOptions *options)
{
  const char *value = is_asked (options, field)
                          ? bounce_message_header (message, "Message-ID")
                          : NULL;
  const char *open = value ? strchr (value, '<') : NULL;
  const char *close = open ? strchr (open, '>') : NULL;
  g_autofree char *id = close
                            ? bounce_copy (open + 1, (gsize)(close - open - 1))
                            : g_strdup (value);

  if (id != NULL && close == NULL)
    g_strstrip (id);
  return id != NULL && *id != '\0' ? bounce_result_keep (result, id) : NULL;
}

void
bounce_describe_return (BounceResult *result, const BounceMessage *message,
                        const BounceMessage *outer,
                        const BounceOptions *options, BounceVerp *verp)
{
  g_autofree char *address = NULL;

  if (options->verp == NULL && !is_asked (options, BOUNCE_FIELD_RETURNED_TO))
    return;
  address = bounce_returned_to (message);
  if (address == NULL && message != outer)
    address = bounce_returned_to (outer);
  if (bounce_verp_find (outer, options->verp, FALSE, verp)
      || (message != outer
          && bounce_verp_find (message, options->verp, FALSE, verp)))
    {
      g_free (address);
      address = g_strdup (verp->address);
    }
  result->returned_to = bounce_keep_address (result, address);
  result->token = bounce_keep_address (result, verp->token);
}

/* The value of the header NAME of ORIGINAL; NULL: it says nothing. */
static const char *
keep_header (BounceResult *result, const BounceMessage *original,
             const char *name)
{
  const char *value = bounce_message_header (original, name);

  return value != NULL && *value != '\0' ? bounce_result_keep (result, value)
                                         : NULL;
}

/* The same, if somebody prints FIELD. */
static const char *
keep_original (BounceResult *result, const BounceMessage *original,
               const char *name, BounceField field,
               const BounceOptions *options)
{
  return is_asked (options, field) ? keep_header (result, original, name)
                                   : NULL;
}

void
bounce_describe_original (BounceResult *result, const BounceMessage *original,
                          const BounceOptions *options)
{
  result->original_message_id
      = keep_id (result, original, BOUNCE_FIELD_ORIGINAL_MESSAGE_ID, options);
  result->original_from = keep_original (result, original, "From",
                                         BOUNCE_FIELD_ORIGINAL_FROM, options);
  result->original_to = keep_original (result, original, "To",
                                       BOUNCE_FIELD_ORIGINAL_TO, options);
  result->original_subject = keep_original (
      result, original, "Subject", BOUNCE_FIELD_ORIGINAL_SUBJECT, options);
  for (guint i = 0; options->original_headers && options->original_headers[i];
       i++)
    result->original_headers[i]
        = keep_header (result, original, options->original_headers[i]);
}

void
bounce_describe_id (BounceResult *result, const BounceMessage *message,
                    const BounceOptions *options)
{
  result->message_id
      = keep_id (result, message, BOUNCE_FIELD_MESSAGE_ID, options);
}

void
bounce_describe_message (BounceResult *result, const BounceMessage *message,
                         const BounceOptions *options)
{
  guint n = options->original_headers
                ? g_strv_length ((char **)options->original_headers)
                : 0;

  bounce_describe_id (result, message, options);
  if (n)
    result->original_headers
        = bounce_result_alloc (result, n * sizeof (const char *));
  /* Its Message-ID identifies it better. */
  if (options->digest && result->message_id == NULL)
    {
      g_autofree char *digest = bounce_mail_digest (message);

      result->digest = bounce_result_keep (result, digest);
    }
}
