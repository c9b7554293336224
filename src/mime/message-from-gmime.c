/* message-from-gmime: makes a message of a mail whose structure the pruner did
   not see, by GMime's own parser.  Of a returned message, behind a report
   part, only the header is read. */
#include "config.h"

#include <string.h>

#include "mime/gmime-api.h"
#include "mime/message-from-gmime.h"

typedef struct
{
  const BounceGmime *gmime;
  const BounceMail *mail;
  const GByteArray *bytes; /* the mail's, as GMime reads them */
  gconstpointer class;     /* of the stream of them */
  BounceArena *arena;
  BounceMessage *message;
  guint depth;
} Walk;

static void walk_object (Walk *walk, GMimeObject *object, gboolean *report,
                         gboolean alternative);

static gboolean
is_a (const BounceGmime *gmime, GMimeObject *object, GType type)
{
  return gmime->is_a ((GTypeInstance *)object, type);
}

static void
append_headers (const BounceGmime *gmime, GString *block, GMimeObject *object)
{
  GMimeHeaderList *list = gmime->object_get_header_list (object);

  for (int i = 0; i < gmime->header_list_get_count (list); i++)
    {
      GMimeHeader *header = gmime->header_list_get_header_at (list, i);
      const char *raw = gmime->header_get_raw_value (header);
      g_string_append_printf (block, "%s:%s", gmime->header_get_name (header),
                              raw ? raw : "");
      if (block->str[block->len - 1] != '\n')
        g_string_append_c (block, '\n');
    }
}

/* The header of MIME as a block of lines.  GMime gives the Content-* fields to
   the body's object. */
static GString *
header_block (const BounceGmime *gmime, GMimeMessage *mime)
{
  GMimeObject *root = gmime->message_get_mime_part (mime);
  GString *block = g_string_new (NULL);

  append_headers (gmime, block, (GMimeObject *)mime);
  if (root)
    append_headers (gmime, block, root);
  return block;
}

/* OUTER is where MIME is attached; its message is NULL if nowhere. */
static BounceMessage *
message_from_mime (const Walk *outer, GMimeMessage *mime, guint depth,
                   gboolean header_only)
{
  g_autoptr (GString) block = header_block (outer->gmime, mime);
  Walk walk = *outer;
  gboolean report = FALSE;

  walk.message = bounce_message_tree_new (
      walk.arena, outer->message,
      bounce_arena_copy (walk.arena, block->str, block->len), block->len);
  walk.message->outermost->every_text = walk.mail->every_text;
  walk.depth = depth;
  if (!header_only)
    walk_object (&walk, walk.gmime->message_get_mime_part (mime), &report,
                 FALSE);
  return walk.message;
}

static const BounceContentType *
media_type (const Walk *walk, GMimeObject *object)
{
  const BounceGmime *gmime = walk->gmime;
  GMimeHeader *header = gmime->header_list_get_header (
      gmime->object_get_header_list (object), "Content-Type");

  return bounce_content_type_parse (
      walk->message->arena,
      header ? gmime->header_get_raw_value (header) : NULL);
}

/* The bytes of PART's body, still encoded. */
static GByteArray *
body_bytes (const BounceGmime *gmime, GMimePart *part)
{
  GMimeDataWrapper *content = gmime->part_get_content (part);
  GByteArray *bytes = g_byte_array_new ();
  GMimeStream *to = gmime->stream_mem_new_with_byte_array (bytes);

  gmime->stream_mem_set_owner ((GMimeStreamMem *)to, FALSE);
  if (content)
    {
      GMimeStream *from = gmime->data_wrapper_get_stream (content);
      gmime->stream_reset (from);
      gmime->stream_write_to_stream (from, to);
    }
  gmime->unref (to);
  return bytes;
}

/* As message-from-scan reads it, with any white space around it: GMime takes a
   form feed for part of the name. */
static BounceTransferEncoding
encoding_of (const BounceGmime *gmime, GMimePart *part)
{
  const char *value = gmime->object_get_header ((GMimeObject *)part,
                                                "Content-Transfer-Encoding");

  return value == NULL
             ? BOUNCE_ENCODING_NONE
             : bounce_transfer_encoding_from_name (value, strlen (value));
}

/* The same where they stand in the mail, ended with a NUL in the place of the
   line's end that follows; NULL if they don't, or nothing else may be written
   there. */
static char *
bytes_in_place (const Walk *walk, GMimePart *part, gsize *length)
{
  GMimeDataWrapper *content = walk->gmime->part_get_content (part);
  const GMimeStream *stream
      = content ? walk->gmime->data_wrapper_get_stream (content) : NULL;
  char *bytes = walk->mail->bytes;
  gsize start, end;

  if (walk->mail->arena == NULL || stream == NULL
      || ((const GTypeInstance *)stream)->g_class != walk->class
      || ((const GMimeStreamMem *)stream)->buffer != walk->bytes)
    return NULL;
  start = (gsize)stream->bound_start;
  end = stream->bound_end < 0 ? walk->mail->length : (gsize)stream->bound_end;
  if (start >= end || end > walk->mail->length
      || (end < walk->mail->length && bytes[end] != '\n'))
    return NULL;
  bytes[end] = '\0';
  *length = end - start;
  return bytes + start;
}

static void
add_leaf (Walk *walk, GMimePart *part, gboolean *report, gboolean alternative)
{
  BounceLeaf leaf = { .type = media_type (walk, (GMimeObject *)part),
                      .encoding = encoding_of (walk->gmime, part),
                      .alternative = alternative };
  char *body = bytes_in_place (walk, part, &leaf.length);

  if (body != NULL)
    {
      leaf.bytes = body;
      leaf.lasting = TRUE;
      bounce_message_add_leaf (walk->message, &leaf, report);
      if (walk->message->parts[walk->message->n_parts - 1]->text != body)
        bounce_mail_forget (walk->mail, body, leaf.length);
      return;
    }
  GByteArray *bytes = body_bytes (walk->gmime, part);
  /* Of nothing an array has no bytes, not even an address. */
  leaf.bytes = bytes->data != NULL ? (const char *)bytes->data : "";
  leaf.length = bytes->len;
  bounce_message_add_leaf (walk->message, &leaf, report);
  g_byte_array_unref (bytes);
}

static void
walk_multipart (Walk *walk, GMimeMultipart *multipart)
{
  const BounceGmime *gmime = walk->gmime;
  GMimeContentType *type
      = gmime->object_get_content_type ((GMimeObject *)multipart);
  gboolean report = gmime->content_type_is_type (type, "multipart", "report");
  gboolean alternative
      = gmime->content_type_is_type (type, "multipart", "alternative");
  int n = gmime->multipart_get_count (multipart);

  for (int i = 0; i < n; i++)
    walk_object (walk, gmime->multipart_get_part (multipart, i), &report,
                 alternative && i > 0);
}

static void
walk_object (Walk *walk, GMimeObject *object, gboolean *report,
             gboolean alternative)
{
  const BounceGmime *gmime = walk->gmime;

  if (object == NULL || walk->depth >= BOUNCE_NESTING_MAX)
    return;
  if (is_a (gmime, object, gmime->multipart_get_type ()))
    {
      walk->depth++;
      walk_multipart (walk, (GMimeMultipart *)object);
      walk->depth--;
    }
  else if (is_a (gmime, object, gmime->message_part_get_type ()))
    {
      GMimeMessage *inner
          = gmime->message_part_get_message ((GMimeMessagePart *)object);
      bounce_message_add_message (
          walk->message,
          inner ? message_from_mime (walk, inner, walk->depth + 1, *report)
                : NULL);
    }
  else if (is_a (gmime, object, gmime->part_get_type ()))
    add_leaf (walk, (GMimePart *)object, report, alternative);
}

BounceMessage *
bounce_message_from_gmime (BounceArena *arena, const BounceMail *mail)
{
  const BounceGmime *gmime = bounce_gmime ();
  /* GMime reads the mail where it is, and frees nothing of it. */
  GByteArray *bytes
      = g_byte_array_new_take ((guint8 *)mail->bytes, mail->length);
  GMimeStream *stream = gmime->stream_mem_new_with_byte_array (bytes);
  GMimeParser *parser = gmime->parser_new_with_stream (stream);
  BounceMessage *message;
  Walk walk = { .gmime = gmime,
                .mail = mail,
                .bytes = bytes,
                .class = ((GTypeInstance *)stream)->g_class,
                .arena = arena };

  gmime->stream_mem_set_owner ((GMimeStreamMem *)stream, FALSE);
  gmime->unref (stream); /* the parser has it now */
  gmime->parser_set_persist_stream (parser, TRUE);
  GMimeMessage *mime = gmime->parser_construct_message (parser, NULL);
  gmime->unref (parser);
  if (mime)
    {
      message = message_from_mime (&walk, mime, 0, FALSE);
      gmime->unref (mime);
    }
  else
    message = bounce_message_tree_new (arena, NULL, "", 0);
  g_byte_array_free (bytes, FALSE);
  return message;
}
