/* message-part: a leaf of the MIME tree becomes a part with decoded text,
   whichever reader found it. */
#include "config.h"

#include <string.h>

#include "charset.h"
#include "html.h"
#include "message-internal.h"
#include "mime-type.h"

static BounceOwnedPart *
add_part (BounceMessage *message, BouncePartRole role, char *type)
{
  BounceOwnedPart *owned = g_new0 (BounceOwnedPart, 1);

  owned->type = type;
  owned->part.type = type;
  owned->part.role = role;
  g_ptr_array_add (message->parts, owned);
  return owned;
}

static const char *
parameter (GMimeContentType *type, const char *name)
{
  return type ? g_mime_content_type_get_parameter (type, name) : NULL;
}

/* The header block of TEXT, a returned header or a message that came under
   another type: its body is never read. */
static BounceMessage *
header_of_text (const char *text)
{
  const char *start = text + strspn (text, "\n");
  const char *blank = strstr (start, "\n\n");

  return bounce_message_from_header (start, blank ? (gsize)(blank - start)
                                                  : strlen (start));
}

void
bounce_message_add_leaf (BounceMessage *message, const BounceLeaf *leaf,
                         gboolean *report)
{
  char *type = bounce_message_type_name (leaf->type);
  BouncePartRole role = bounce_mime_role (type);
  BounceOwnedPart *owned = add_part (message, role, type);
  const char *name = parameter (leaf->type, "name");

  owned->alternative = leaf->alternative;
  if (name)
    {
      char *valid = bounce_charset_to_utf8 (name, strlen (name), NULL);
      g_ptr_array_add (message->strings, valid);
      owned->part.name = valid;
    }
  if (bounce_mime_is_report (role))
    *report = TRUE;
  if (role == BOUNCE_PART_OTHER)
    return;
  owned->text = bounce_charset_to_utf8 (leaf->bytes, leaf->length,
                                        parameter (leaf->type, "charset"));
  if (role == BOUNCE_PART_HTML)
    {
      char *plain = bounce_html_to_text (owned->text);
      g_free (owned->text);
      owned->text = plain;
    }
  owned->part.text = owned->text;
  if (role == BOUNCE_PART_HEADERS || role == BOUNCE_PART_MESSAGE)
    owned->part.message = header_of_text (owned->text);
}

void
bounce_message_add_message (BounceMessage *message, BounceMessage *attached)
{
  add_part (message, BOUNCE_PART_MESSAGE, g_strdup ("message/rfc822"))
      ->part.message
      = attached;
}
