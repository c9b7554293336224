/* message: the only door to GMime (with message-mime, message-nodes and
   message-part).  A mail becomes a flat list of decoded parts and headers (RFC
   5322, 2045 to 2047, 2231).  What a bounce is, is decided elsewhere. */
#include "config.h"

#include <string.h>

#include "text/charset.h"
#include "mime/message-internal.h"
#include "mime/part-role.h"

void
bounce_message_init (void)
{
  g_mime_init ();
}

static void
header_clear (gpointer data)
{
  g_free (((BounceHeader *)data)->value);
}

static void
owned_part_free (gpointer data)
{
  BounceOwnedPart *owned = data;

  bounce_message_free (owned->part.message);
  g_free (owned->type);
  g_free (owned->text);
  g_free (owned);
}

/* Notes where the fields of the header block stand. */
static void
index_headers (BounceMessage *message)
{
  BounceHeader *last = NULL;

  for (const char *p = message->block; *p;)
    {
      gsize line = strcspn (p, "\n");
      gsize name = strcspn (p, ":\n");
      if ((*p == ' ' || *p == '\t') && last)
        last->raw_length = (gsize)(p + line - last->raw);
      else if (p[name] == ':')
        {
          BounceHeader header
              = { p, name, p + name + 1, line - name - 1, NULL };
          while (header.name_length
                 && g_ascii_isspace (p[header.name_length - 1]))
            header.name_length--;
          g_array_append_val (message->headers, header);
          last = &g_array_index (message->headers, BounceHeader,
                                 message->headers->len - 1);
        }
      p += line + (p[line] == '\n');
    }
}

static const BounceHeader *
find_header (const BounceMessage *message, const char *name, guint n)
{
  gsize length = strlen (name);

  for (guint i = 0; i < message->headers->len; i++)
    {
      const BounceHeader *header
          = &g_array_index (message->headers, BounceHeader, i);
      if (header->name_length == length
          && g_ascii_strncasecmp (header->name, name, length) == 0 && n-- == 0)
        return header;
    }
  return NULL;
}

BounceMessage *
bounce_message_from_header (const char *block, gsize length)
{
  BounceMessage *message = g_new0 (BounceMessage, 1);

  message->block = g_strndup (block, length);
  message->headers = g_array_new (FALSE, FALSE, sizeof (BounceHeader));
  g_array_set_clear_func (message->headers, header_clear);
  message->parts = g_ptr_array_new_with_free_func (owned_part_free);
  message->strings = g_ptr_array_new_with_free_func (g_free);
  index_headers (message);
  return message;
}

const BounceContentType *
bounce_message_media_type (const BounceMessage *message)
{
  if (message->type == NULL)
    {
      const BounceHeader *header = find_header (message, "Content-Type", 0);
      g_autofree char *value
          = header ? g_strndup (header->raw, header->raw_length) : NULL;
      ((BounceMessage *)message)->type = bounce_content_type_parse (value);
    }
  return message->type;
}

void
bounce_message_free (BounceMessage *message)
{
  if (message == NULL)
    return;
  g_ptr_array_free (message->parts, TRUE);
  g_array_free (message->headers, TRUE);
  g_ptr_array_free (message->strings, TRUE);
  bounce_content_type_free (message->type);
  g_free (message->block);
  g_free (message->text);
  g_free (message);
}

/* The body of a multipart that has no parts (its boundary is missing or never
   comes), or bytes that are no mail: one text, so that nothing is lost. */
static void
add_undivided_body (BounceMessage *message, const BounceMail *mail)
{
  const char *blank = g_strstr_len (mail->bytes, (gssize)mail->length, "\n\n");
  gsize from = blank ? (gsize)(blank + 2 - mail->bytes) : mail->length;

  if (message->headers->len == 0)
    from = 0;
  static const BounceContentType plain = { .name = (char *)"text/plain" };
  BounceLeaf leaf = { &plain, GMIME_CONTENT_ENCODING_DEFAULT,
                      mail->bytes + from, mail->length - from, FALSE };
  gboolean report = FALSE;

  bounce_message_add_leaf (message, &leaf, &report);
}

BounceMessage *
bounce_message_new (const BounceMail *mail)
{
  BounceMessage *message = mail->nodes ? bounce_message_read_nodes (mail)
                                       : bounce_message_read_mime (mail);

  if (message->parts->len == 0 && mail->length > 0)
    add_undivided_body (message, mail);
  return message;
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

static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p; p++)
    if ((guchar)*p >= 0x80 || *p == '\033' || (*p == '=' && p[1] == '?'))
      return FALSE;
  return TRUE;
}

/* RFC 5322, 2.2.3 and RFC 2047: unfolded and decoded; raw Japanese, which no
   encoded word announces, too. */
static char *
decode_value (const BounceHeader *header)
{
  g_autofree char *raw = g_strndup (header->raw, header->raw_length);

  g_strdelimit (raw, "\n\r\t", ' ');
  g_strstrip (raw);
  if (is_plain (raw))
    return g_steal_pointer (&raw);
  g_autofree char *decoded = g_mime_utils_header_decode_text (NULL, raw);
  char *text = bounce_charset_to_utf8 (decoded, strlen (decoded), NULL);
  g_strdelimit (text, "\n\r", ' ');
  return text;
}

const char *
bounce_message_nth_header (const BounceMessage *message, const char *name,
                           guint n)
{
  BounceHeader *header = (BounceHeader *)find_header (message, name, n);

  if (header == NULL)
    return NULL;
  if (header->value == NULL)
    header->value = decode_value (header);
  return header->value;
}

const char *
bounce_message_header (const BounceMessage *message, const char *name)
{
  return bounce_message_nth_header (message, name, 0);
}

const char *
bounce_message_type (const BounceMessage *message)
{
  return bounce_message_media_type (message)->name;
}

const char *
bounce_message_report_type (const BounceMessage *message)
{
  return bounce_message_media_type (message)->report_type;
}

guint
bounce_message_n_parts (const BounceMessage *message)
{
  return message->parts->len;
}

const BouncePart *
bounce_message_part (const BounceMessage *message, guint i)
{
  return &((BounceOwnedPart *)message->parts->pdata[i])->part;
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
         && (bounce_part_is_report (part->role)
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
      const BounceOwnedPart *owned = message->parts->pdata[i];
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
