/* message: the only door to GMime.  The bytes of one mail become a flat list
   of decoded parts and headers (RFC 5322, 2045 to 2047, 2231).  Of a returned
   message, behind a report part, only the header is read.  What a bounce is,
   is decided elsewhere. */
#include "config.h"

#include <string.h>

#include <gmime/gmime.h>

#include "charset.h"
#include "html.h"
#include "message.h"
#include "mime-type.h"

struct BounceMessage
{
  GMimeMessage *mime; /* NULL where the bytes were no mail */
  GPtrArray *parts;   /* of OwnedPart */
  GPtrArray *strings; /* decoded headers, owned */
  char *type;
  char *text; /* bounce_message_text, made on demand */
};

/* A part, and what of it has to be freed. */
typedef struct
{
  BouncePart part;
  char *type;
  char *text;
  gboolean alternative; /* says again what an earlier part said */
} OwnedPart;

/* How the tree is walked. */
typedef struct
{
  BounceMessage *message;
  guint depth;
} Walk;

static void walk_object (Walk *walk, GMimeObject *object, gboolean *report,
                         gboolean alternative);
static BounceMessage *message_from_mime (GMimeMessage *mime, guint depth,
                                         gboolean header_only);

void
bounce_message_init (void)
{
  g_mime_init ();
}

static void
owned_part_free (gpointer data)
{
  OwnedPart *owned = data;

  bounce_message_free (owned->part.message);
  g_free (owned->type);
  g_free (owned->text);
  g_free (owned);
}

static BounceMessage *
message_alloc (void)
{
  BounceMessage *message = g_new0 (BounceMessage, 1);

  message->parts = g_ptr_array_new_with_free_func (owned_part_free);
  message->strings = g_ptr_array_new_with_free_func (g_free);
  return message;
}

void
bounce_message_free (BounceMessage *message)
{
  if (message == NULL)
    return;
  g_ptr_array_free (message->parts, TRUE);
  g_ptr_array_free (message->strings, TRUE);
  g_clear_object (&message->mime);
  g_free (message->type);
  g_free (message->text);
  g_free (message);
}

static OwnedPart *
add_part (BounceMessage *message, BouncePartRole role, char *type)
{
  OwnedPart *owned = g_new0 (OwnedPart, 1);

  owned->type = type;
  owned->part.type = type;
  owned->part.role = role;
  g_ptr_array_add (message->parts, owned);
  return owned;
}

/* A string that lives as long as the message. */
static const char *
keep (BounceMessage *message, char *string)
{
  g_ptr_array_add (message->strings, string);
  return string;
}

static const char *
keep_valid (BounceMessage *message, const char *string)
{
  if (string == NULL)
    return NULL;
  return keep (message, bounce_charset_to_utf8 (string, strlen (string), NULL));
}

/* The decoded bytes of PART's body; free with g_byte_array_unref. */
static GByteArray *
part_bytes (GMimePart *part)
{
  GByteArray *bytes = g_byte_array_new ();
  GMimeDataWrapper *content = g_mime_part_get_content (part);
  GMimeStream *stream = g_mime_stream_mem_new_with_byte_array (bytes);

  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  if (content)
    g_mime_data_wrapper_write_to_stream (content, stream);
  g_object_unref (stream);
  return bytes;
}

static char *
part_text (GMimePart *part)
{
  GByteArray *bytes = part_bytes (part);
  const char *charset = g_mime_object_get_content_type_parameter (
      GMIME_OBJECT (part), "charset");
  char *text
      = bounce_charset_to_utf8 ((const char *)bytes->data, bytes->len, charset);

  g_byte_array_unref (bytes);
  return text;
}

static char *
lower_type (GMimeObject *object)
{
  GMimeContentType *type = g_mime_object_get_content_type (object);
  g_autofree char *mime
      = type ? g_mime_content_type_get_mime_type (type) : NULL;

  return mime ? g_ascii_strdown (mime, -1) : g_strdup ("text/plain");
}

static void
add_leaf (Walk *walk, GMimePart *part, gboolean *report, gboolean alternative)
{
  BounceMessage *message = walk->message;
  char *type = lower_type (GMIME_OBJECT (part));
  BouncePartRole role = bounce_mime_role (type);
  OwnedPart *owned = add_part (message, role, type);

  owned->alternative = alternative;
  owned->part.name = keep_valid (message, g_mime_part_get_filename (part));
  owned->part.description
      = keep_valid (message, g_mime_part_get_content_description (part));
  if (bounce_mime_is_report (role))
    *report = TRUE;
  if (role == BOUNCE_PART_OTHER)
    return;
  owned->text = part_text (part);
  if (role == BOUNCE_PART_HTML)
    {
      char *plain = bounce_html_to_text (owned->text);
      g_free (owned->text);
      owned->text = plain;
    }
  owned->part.text = owned->text;
  if ((role == BOUNCE_PART_HEADERS || role == BOUNCE_PART_MESSAGE)
      && walk->depth < BOUNCE_NESTING_MAX)
    { /* a message that came encoded, or a header under text/ */
      owned->part.role = role;
      owned->part.message
          = bounce_message_new (owned->text, strlen (owned->text));
    }
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
      OwnedPart *owned = add_part (walk->message, BOUNCE_PART_MESSAGE,
                                   g_strdup ("message/rfc822"));
      if (inner)
        owned->part.message
            = message_from_mime (inner, walk->depth + 1, *report);
    }
  else if (GMIME_IS_PART (object))
    add_leaf (walk, GMIME_PART (object), report, alternative);
}

static BounceMessage *
message_from_mime (GMimeMessage *mime, guint depth, gboolean header_only)
{
  BounceMessage *message = message_alloc ();
  GMimeObject *root = g_mime_message_get_mime_part (mime);
  Walk walk = { message, depth };
  gboolean report = FALSE;

  message->mime = g_object_ref (mime);
  message->type = root ? lower_type (root) : g_strdup ("text/plain");
  if (!header_only)
    walk_object (&walk, root, &report, FALSE);
  return message;
}

/* The body of a multipart that has no parts (its boundary is missing or never
   comes): one text, so that nothing is lost. */
static void
add_undivided_body (BounceMessage *message, const char *bytes, gsize length)
{
  const char *blank = g_strstr_len (bytes, (gssize)length, "\n\n");
  gsize from = blank ? (gsize)(blank + 2 - bytes) : 0;
  OwnedPart *owned
      = add_part (message, BOUNCE_PART_TEXT, g_strdup ("text/plain"));

  owned->text = bounce_charset_to_utf8 (bytes + from, length - from, NULL);
  owned->part.text = owned->text;
}

BounceMessage *
bounce_message_new (const char *bytes, gsize length)
{
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (bytes, length);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  BounceMessage *message;

  g_object_unref (stream); /* the parser has it now */
  g_mime_parser_set_persist_stream (parser, TRUE);
  GMimeMessage *mime = g_mime_parser_construct_message (parser, NULL);
  g_object_unref (parser);
  if (mime)
    {
      message = message_from_mime (mime, 0, FALSE);
      g_object_unref (mime);
    }
  else
    {
      message = message_alloc ();
      message->type = g_strdup ("text/plain");
    }
  if (message->parts->len == 0 && length > 0)
    add_undivided_body (message, bytes, length);
  return message;
}

char *
bounce_message_boundary (const char *value)
{
  GMimeContentType *type = g_mime_content_type_parse (NULL, value);
  char *boundary = NULL;

  if (type)
    {
      boundary
          = g_strdup (g_mime_content_type_get_parameter (type, "boundary"));
      g_object_unref (type);
    }
  return boundary;
}

gint64
bounce_message_date (const char *value)
{
  GDateTime *date = value ? g_mime_utils_header_decode_date (value) : NULL;
  gint64 seconds = G_MININT64;

  if (date)
    {
      seconds = g_date_time_to_unix (date);
      g_date_time_unref (date);
    }
  return seconds;
}

/* HEADER's value in UTF-8; raw Japanese, which no encoded word announces, too.
 */
static const char *
header_value (const BounceMessage *message, GMimeHeader *header)
{
  const char *value = header ? g_mime_header_get_value (header) : NULL;

  if (value == NULL)
    return NULL;
  if (g_utf8_validate (value, -1, NULL) && strpbrk (value, "\033\n\r") == NULL)
    return value;
  char *text = bounce_charset_to_utf8 (value, strlen (value), NULL);
  g_strdelimit (text, "\n\r", ' ');
  return keep ((BounceMessage *)message, text);
}

const char *
bounce_message_header (const BounceMessage *message, const char *name)
{
  if (message->mime == NULL)
    return NULL;
  GMimeHeaderList *list
      = g_mime_object_get_header_list (GMIME_OBJECT (message->mime));
  return header_value (message, g_mime_header_list_get_header (list, name));
}

const char *
bounce_message_nth_header (const BounceMessage *message, const char *name,
                           guint n)
{
  if (message->mime == NULL)
    return NULL;
  GMimeHeaderList *list
      = g_mime_object_get_header_list (GMIME_OBJECT (message->mime));
  int count = g_mime_header_list_get_count (list);
  for (int i = 0; i < count; i++)
    {
      GMimeHeader *header = g_mime_header_list_get_header_at (list, i);
      if (g_ascii_strcasecmp (g_mime_header_get_name (header), name) == 0
          && n-- == 0)
        return header_value (message, header);
    }
  return NULL;
}

const char *
bounce_message_type (const BounceMessage *message)
{
  return message->type;
}

const char *
bounce_message_type_parameter (const BounceMessage *message, const char *name)
{
  GMimeObject *root
      = message->mime ? g_mime_message_get_mime_part (message->mime) : NULL;

  return root ? keep_valid (
             (BounceMessage *)message,
             g_mime_object_get_content_type_parameter (root, name))
              : NULL;
}

guint
bounce_message_n_parts (const BounceMessage *message)
{
  return message->parts->len;
}

const BouncePart *
bounce_message_part (const BounceMessage *message, guint i)
{
  return &((OwnedPart *)message->parts->pdata[i])->part;
}

const BouncePart *
bounce_message_find (const BounceMessage *message, BouncePartRole role)
{
  for (guint i = 0; i < message->parts->len; i++)
    if (bounce_message_part (message, i)->role == role)
      return bounce_message_part (message, i);
  return NULL;
}

/* Text parts behind a report part are the returned message, mislabelled. */
static gboolean
ends_text (const BouncePart *part, gboolean any)
{
  return any
         && (bounce_mime_is_report (part->role)
             || part->role == BOUNCE_PART_MESSAGE
             || part->role == BOUNCE_PART_HEADERS);
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\n")] == 0;
}

const char *
bounce_message_text (const BounceMessage *message)
{
  if (message->text)
    return message->text;

  GString *text = g_string_new (NULL);
  for (guint i = 0; i < message->parts->len; i++)
    {
      const OwnedPart *owned = message->parts->pdata[i];
      const BouncePart *part = &owned->part;
      if (ends_text (part, text->len > 0))
        break;
      if ((part->role != BOUNCE_PART_TEXT && part->role != BOUNCE_PART_HTML)
          || is_blank (part->text))
        continue;
      if (owned->alternative && text->len > 0)
        continue;
      if (text->len && text->str[text->len - 1] != '\n')
        g_string_append_c (text, '\n');
      g_string_append (text, part->text);
    }
  ((BounceMessage *)message)->text = g_string_free (text, FALSE);
  return message->text;
}
