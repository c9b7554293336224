/* message-tree: makes a part with decoded text of a leaf of the MIME tree,
   whichever reader found it (RFC 2045, 6). */
#include "config.h"

#include <string.h>

#include "mime/message-tree.h"
#include "text/charset.h"
#include "text/html.h"

/* How many bytes of texts that are encoded, in another charset or pages a mail
   may have: of texts for people, and of these and reports together.  What
   stands in a mail as it is read is not copied, so that a report that machines
   wrote may be as long as the pruner lets it be. */
#define TEXTS_MAX (2 * 1024 * 1024)
#define DECODED_MAX (4 * 1024 * 1024)

BounceMessage *
bounce_message_tree_new (BounceArena *arena, const BounceMessage *outer,
                         const char *block, gsize length)
{
  BounceMessage *message = bounce_arena_new0 (arena, BounceMessage);

  message->arena = arena;
  message->outermost = outer != NULL ? outer->outermost : message;
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

/* The header block of TEXT, a returned header or a message that came under
   another type: its body is never read. */
static BounceMessage *
header_of_text (BounceMessage *message, const char *text)
{
  const char *start = text + strspn (text, "\n");
  const char *blank = strstr (start, "\n\n");

  return bounce_message_tree_new (message->arena, message, start,
                                  blank ? (gsize)(blank - start)
                                        : strlen (start));
}

/* How many bytes a text of ROLE may still have. */
static gsize
room_for (const BounceMessage *message, BouncePartRole role)
{
  gsize most = bounce_part_is_report (role) ? DECODED_MAX : TEXTS_MAX;
  gsize decoded = message->outermost->decoded;

  return decoded < most ? most - decoded : 0;
}

/* The length of the whole lines among LENGTH bytes that may become ROOM bytes
   of UTF-8: what is not ASCII becomes two at least, and three at most. */
static gsize
fitting_lines (const char *bytes, gsize length, gsize room)
{
  gsize fitting = 0, cost = 0;

  if (2 * length <= room)
    return length;
  while (fitting < length && cost < room)
    cost += 1 + ((guchar)bytes[fitting++] >> 7);
  if (fitting == length)
    return length;
  while (fitting > 0 && bytes[fitting - 1] != '\n')
    fitting--;
  return fitting;
}

/* LEAF's body as UTF-8: its encoding undone, and its charset.  Of what would be
   longer than ROOM it may be the beginning.  *OWNED has to be freed; NULL: the
   text is the mail's. */
static const char *
decode_body (BounceMessage *message, const BounceLeaf *leaf, gsize room,
             char **owned)
{
  g_autofree char *decoded = NULL;
  const char *bytes = leaf->bytes;
  gsize length = leaf->length, fitting;

  if (leaf->encoding != BOUNCE_ENCODING_NONE)
    bytes = decoded = bounce_transfer_encoding_decode (leaf->encoding, bytes,
                                                       length, &length);
  if (bounce_charset_is_utf8 (bytes, length, leaf->type->charset))
    {
      if (decoded == NULL && leaf->lasting)
        return length > 0 ? bytes : "";
      *owned = decoded != NULL ? g_steal_pointer (&decoded)
                               : g_strndup (bytes, length);
      return *owned;
    }
  fitting = fitting_lines (bytes, length, room);
  if (fitting < length)
    message->outermost->cut = TRUE;
  return *owned = bounce_charset_to_utf8 (bytes, fitting, leaf->type->charset);
}

/* TEXT for as long as MESSAGE lives, its beginning if it is longer than
   ROOM. */
static const char *
keep_text (BounceMessage *message, char *text, gsize room)
{
  gsize length = strlen (text);

  if (length > room)
    {
      message->outermost->cut = TRUE;
      length = room;
      while (length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
        length--; /* a character is whole or not there */
      text[length] = '\0';
      text = g_realloc (text, length + 1);
    }
  message->outermost->decoded += length;
  return bounce_arena_adopt (message->arena, text);
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

/* The text of LEAF, as long as MESSAGE lives. */
static const char *
text_of_leaf (BounceMessage *message, const BounceLeaf *leaf)
{
  BouncePartRole role = leaf->type->role;
  gsize room = room_for (message, role);
  char *owned = NULL;
  const char *text = decode_body (message, leaf, room, &owned);

  if (role == BOUNCE_PART_HTML || (role == BOUNCE_PART_TEXT && is_page (text)))
    {
      char *plain = bounce_html_to_text (text);

      g_free (owned);
      text = owned = plain;
    }
  return owned != NULL ? keep_text (message, owned, room) : text;
}

/* Whether PART is one of the texts for people, and not blank. */
static gboolean
has_words (const BouncePart *part)
{
  return (part->role == BOUNCE_PART_TEXT || part->role == BOUNCE_PART_HTML)
         && part->text != NULL && part->text[strspn (part->text, " \t\n")] != 0;
}

/* Whether LEAF, the last part of MESSAGE so far, is a page that says again what
   an earlier part said: nobody reads it (bounce_message_text), and of letters
   of today every other one has such a page. */
static gboolean
is_said_before (const BounceMessage *message, const BounceLeaf *leaf)
{
  if (leaf->type->role != BOUNCE_PART_HTML || !leaf->alternative)
    return FALSE;
  for (guint i = 0; i + 1 < message->n_parts; i++)
    if (has_words (message->parts[i]))
      return TRUE;
  return FALSE;
}

void
bounce_message_add_leaf (BounceMessage *message, const BounceLeaf *leaf,
                         gboolean *report)
{
  BouncePartRole role = leaf->type->role;
  BouncePart *part = add_part (message, role, leaf->type->name);
  const char *name = leaf->type->file;

  part->alternative = leaf->alternative;
  if (name)
    part->name = bounce_charset_is_utf8 (name, strlen (name), NULL)
                     ? name
                     : bounce_arena_adopt (
                         message->arena,
                         bounce_charset_to_utf8 (name, strlen (name), NULL));
  if (bounce_part_is_report (role))
    *report = role != BOUNCE_PART_STATUS
              || bounce_part_names_someone (leaf->bytes, leaf->length);
  if (role == BOUNCE_PART_OTHER
      || (!message->outermost->every_text && is_said_before (message, leaf)))
    return;
  part->text = text_of_leaf (message, leaf);
  if (role == BOUNCE_PART_HEADERS || role == BOUNCE_PART_MESSAGE)
    part->message = header_of_text (message, part->text);
}

void
bounce_message_add_message (BounceMessage *message, BounceMessage *attached)
{
  add_part (message, BOUNCE_PART_MESSAGE, "message/rfc822")->message = attached;
}
