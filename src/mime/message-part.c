/* message-part: a leaf of the MIME tree becomes a part with decoded text,
   whichever reader found it. */
#include "config.h"

#include <string.h>

#include "text/charset.h"
#include "text/html.h"
#include "mime/message-internal.h"
#include "mime/part-role.h"

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

/* LEAF's body as UTF-8: base64, quoted-printable and uuencode undone (RFC 2045,
   6), and the charset. */
static char *
decode_body (const BounceLeaf *leaf)
{
  const char *charset = leaf->type->charset;
  GMimeEncoding state;

  if (leaf->encoding != GMIME_CONTENT_ENCODING_BASE64
      && leaf->encoding != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
      && leaf->encoding != GMIME_CONTENT_ENCODING_UUENCODE)
    return bounce_charset_to_utf8 (leaf->bytes, leaf->length, charset);
  g_mime_encoding_init_decode (&state, leaf->encoding);
  g_autofree char *bytes
      = g_malloc (g_mime_encoding_outlen (&state, leaf->length) + 1);
  gsize length
      = g_mime_encoding_flush (&state, leaf->bytes, leaf->length, bytes);
  return bounce_charset_to_utf8 (bytes, length, charset);
}

void
bounce_message_add_leaf (BounceMessage *message, const BounceLeaf *leaf,
                         gboolean *report)
{
  char *type = g_strdup (leaf->type->name);
  BouncePartRole role = bounce_part_role (type);
  BounceOwnedPart *owned = add_part (message, role, type);
  const char *name = leaf->type->file;

  owned->alternative = leaf->alternative;
  if (name)
    {
      char *valid = bounce_charset_to_utf8 (name, strlen (name), NULL);
      g_ptr_array_add (message->strings, valid);
      owned->part.name = valid;
    }
  if (bounce_part_is_report (role))
    *report = TRUE;
  if (role == BOUNCE_PART_OTHER)
    return;
  owned->text = decode_body (leaf);
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
