/* message-from-gmime: a mail whose structure is odd, or is not known, read by
   GMime's own parser.  Of a returned message, behind a report part, only the
   header is read. */
#include "config.h"

#include <string.h>

#include <gmime/gmime.h>

#include "mime/gmime-start.h"
#include "mime/message-from-gmime.h"

typedef struct
{
  BounceMessage *message;
  guint depth;
} Walk;

static void walk_object (Walk *walk, GMimeObject *object, gboolean *report,
                         gboolean alternative);

static void
append_headers (GString *block, GMimeObject *object)
{
  GMimeHeaderList *list = g_mime_object_get_header_list (object);

  for (int i = 0; i < g_mime_header_list_get_count (list); i++)
    {
      GMimeHeader *header = g_mime_header_list_get_header_at (list, i);
      const char *raw = g_mime_header_get_raw_value (header);
      g_string_append_printf (block, "%s:%s", g_mime_header_get_name (header),
                              raw ? raw : "");
      if (block->str[block->len - 1] != '\n')
        g_string_append_c (block, '\n');
    }
}

/* The header of MIME as a block of lines.  GMime gives the Content-* fields to
   the body's object. */
static GString *
header_block (GMimeMessage *mime)
{
  GMimeObject *root = g_mime_message_get_mime_part (mime);
  GString *block = g_string_new (NULL);

  append_headers (block, GMIME_OBJECT (mime));
  if (root)
    append_headers (block, root);
  return block;
}

static BounceMessage *
message_from_mime (BounceArena *arena, GMimeMessage *mime, guint depth,
                   gboolean header_only)
{
  g_autoptr (GString) block = header_block (mime);
  BounceMessage *message = bounce_message_tree_new (
      arena, bounce_arena_copy (arena, block->str, block->len), block->len);
  Walk walk = { message, depth };
  gboolean report = FALSE;

  if (!header_only)
    walk_object (&walk, g_mime_message_get_mime_part (mime), &report, FALSE);
  return message;
}

static const BounceContentType *
media_type (BounceArena *arena, GMimeObject *object)
{
  GMimeHeader *header = g_mime_header_list_get_header (
      g_mime_object_get_header_list (object), "Content-Type");

  return bounce_content_type_parse (
      arena, header ? g_mime_header_get_raw_value (header) : NULL);
}

/* The bytes of PART's body, still encoded. */
static GByteArray *
body_bytes (GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content (part);
  GByteArray *bytes = g_byte_array_new ();
  GMimeStream *to = g_mime_stream_mem_new_with_byte_array (bytes);

  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (to), FALSE);
  if (content)
    {
      GMimeStream *from = g_mime_data_wrapper_get_stream (content);
      g_mime_stream_reset (from);
      g_mime_stream_write_to_stream (from, to);
    }
  g_object_unref (to);
  return bytes;
}

/* As message-from-scan reads it, with any white space around it: GMime takes a
   form feed for part of the name. */
static BounceTransferEncoding
encoding_of (GMimePart *part)
{
  const char *value = g_mime_object_get_header (GMIME_OBJECT (part),
                                                "Content-Transfer-Encoding");

  return value == NULL
             ? BOUNCE_ENCODING_NONE
             : bounce_transfer_encoding_from_name (value, strlen (value));
}

static void
add_leaf (Walk *walk, GMimePart *part, gboolean *report, gboolean alternative)
{
  GByteArray *bytes = body_bytes (part);
  const BounceContentType *type
      = media_type (walk->message->arena, GMIME_OBJECT (part));
  /* Of nothing an array has no bytes, not even an address. */
  const char *body = bytes->data != NULL ? (const char *)bytes->data : "";
  BounceLeaf leaf = { type, encoding_of (part), body, bytes->len, alternative };

  bounce_message_add_leaf (walk->message, &leaf, report);
  g_byte_array_unref (bytes);
}

static void
walk_multipart (Walk *walk, GMimeMultipart *multipart)
{
  GMimeContentType *type
      = g_mime_object_get_content_type (GMIME_OBJECT (multipart));
  gboolean report = g_mime_content_type_is_type (type, "multipart", "report");
  gboolean alternative
      = g_mime_content_type_is_type (type, "multipart", "alternative");
  int n = g_mime_multipart_get_count (multipart);

  for (int i = 0; i < n; i++)
    walk_object (walk, g_mime_multipart_get_part (multipart, i), &report,
                 alternative && i > 0);
}

static void
walk_object (Walk *walk, GMimeObject *object, gboolean *report,
             gboolean alternative)
{
  if (object == NULL || walk->depth >= BOUNCE_NESTING_MAX)
    return;
  if (GMIME_IS_MULTIPART (object))
    {
      walk->depth++;
      walk_multipart (walk, GMIME_MULTIPART (object));
      walk->depth--;
    }
  else if (GMIME_IS_MESSAGE_PART (object))
    {
      GMimeMessage *inner
          = g_mime_message_part_get_message (GMIME_MESSAGE_PART (object));
      bounce_message_add_message (
          walk->message, inner ? message_from_mime (walk->message->arena, inner,
                                                    walk->depth + 1, *report)
                               : NULL);
    }
  else if (GMIME_IS_PART (object))
    add_leaf (walk, GMIME_PART (object), report, alternative);
}

BounceMessage *
bounce_message_from_gmime (BounceArena *arena, const BounceMail *mail)
{
  bounce_gmime_start ();
  GMimeStream *stream
      = g_mime_stream_mem_new_with_buffer (mail->bytes, mail->length);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  BounceMessage *message;

  g_object_unref (stream); /* the parser has it now */
  g_mime_parser_set_persist_stream (parser, TRUE);
  GMimeMessage *mime = g_mime_parser_construct_message (parser, NULL);
  g_object_unref (parser);
  if (mime)
    {
      message = message_from_mime (arena, mime, 0, FALSE);
      g_object_unref (mime);
    }
  else
    message = bounce_message_tree_new (arena, "", 0);
  return message;
}
