/* message-tree: a leaf of the MIME tree becomes a part with decoded text,
   whichever reader found it (RFC 2045, 6). */
#include "config.h"

#include <string.h>

#include "mime/message-tree.h"
#include "text/charset.h"
#include "text/html.h"

BounceMessage *
bounce_message_tree_new (BounceArena *arena, const char *block, gsize length)
{
  BounceMessage *message = bounce_arena_new0 (arena, BounceMessage);

  message->arena = arena;
  bounce_header_init (&message->header, arena, block, length);
  return message;
}

static BouncePart *
add_part (BounceMessage *message, BouncePartRole role, const char *type)
{
  BouncePart *part = bounce_arena_new0 (message->arena, BouncePart);

  if (message->n_parts == message->room)
    {
      guint room = MAX (4, 2 * message->room);
      BouncePart **parts
          = bounce_arena_alloc (message->arena, room * sizeof *parts);
      if (message->n_parts > 0)
        memcpy (parts, message->parts, message->n_parts * sizeof *parts);
      message->parts = parts;
      message->room = room;
    }
  message->parts[message->n_parts++] = part;
  part->type = type;
  part->role = role;
  return part;
}

/* BYTES as UTF-8: most are ASCII with LF line ends and just copied. */
static char *
to_utf8 (BounceArena *arena, const char *bytes, gsize length,
         const char *charset)
{
  if (bounce_charset_is_plain (bytes, length))
    return bounce_arena_copy (arena, bytes, length);
  return bounce_arena_adopt (arena,
                             bounce_charset_to_utf8 (bytes, length, charset));
}

/* The header block of TEXT, a returned header or a message that came under
   another type: its body is never read. */
static BounceMessage *
header_of_text (BounceArena *arena, const char *text)
{
  const char *start = text + strspn (text, "\n");
  const char *blank = strstr (start, "\n\n");

  return bounce_message_tree_new (
      arena, start, blank ? (gsize)(blank - start) : strlen (start));
}

/* LEAF's body as UTF-8: its encoding undone, and its charset. */
static char *
decode_body (BounceArena *arena, const BounceLeaf *leaf)
{
  gsize length = 0;
  const char *bytes = bounce_transfer_encoding_decode (
      arena, leaf->encoding, leaf->bytes, leaf->length, &length);

  return to_utf8 (arena, bytes, length, leaf->type->charset);
}

/* Whether TEXT, which calls itself plain or nothing, is a page. */
static gboolean
is_page (const char *text)
{
  while (*text != '\0' && (guchar)*text <= ' ')
    text++;
  return *text == '<'
         && (g_ascii_strncasecmp (text, "<html", 5) == 0
             || g_ascii_strncasecmp (text, "<!doctype html", 14) == 0);
}

void
bounce_message_add_leaf (BounceMessage *message, const BounceLeaf *leaf,
                         gboolean *report)
{
  BounceArena *arena = message->arena;
  BouncePartRole role = leaf->type->role;
  BouncePart *part = add_part (message, role, leaf->type->name);
  const char *name = leaf->type->file;

  part->alternative = leaf->alternative;
  if (name)
    part->name = to_utf8 (arena, name, strlen (name), NULL);
  if (bounce_part_is_report (role))
    *report = role != BOUNCE_PART_STATUS
              || bounce_part_names_someone (leaf->bytes, leaf->length);
  if (role == BOUNCE_PART_OTHER)
    return;
  part->text = decode_body (arena, leaf);
  if (role == BOUNCE_PART_HTML
      || (role == BOUNCE_PART_TEXT && is_page (part->text)))
    part->text = bounce_arena_adopt (arena, bounce_html_to_text (part->text));
  if (role == BOUNCE_PART_HEADERS || role == BOUNCE_PART_MESSAGE)
    part->message = header_of_text (arena, part->text);
}

void
bounce_message_add_message (BounceMessage *message, BounceMessage *attached)
{
  add_part (message, BOUNCE_PART_MESSAGE, "message/rfc822")->message = attached;
}
