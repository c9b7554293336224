/* message: makes a flat list of decoded parts and headers of a mail (RFC 5322,
   2045 to 2047, 2231).  It chooses who reads the mail; what a bounce is, is
   decided elsewhere. */
#include "config.h"

#include <string.h>

#include "mime/message-from-gmime.h"
#include "mime/message-from-scan.h"
#include "mime/message-tree.h"
#include "mime/message.h"
#include "mime/pruner.h"

/* Bytes of several texts for people together: nobody writes more than a letter,
   and what was joined is there twice. */
#define JOINED_MAX (2 * 1024 * 1024)

/* The body of a multipart that has no parts (its boundary is missing or never
   comes), or bytes that are no mail: one text, so that nothing is lost. */
static void
add_undivided_body (BounceMessage *message, const BounceMail *mail)
{
  const char *blank = g_strstr_len (mail->bytes, (gssize)mail->length, "\n\n");
  gsize from = blank ? (gsize)(blank + 2 - mail->bytes) : mail->length;

  if (message->header.n_fields == 0)
    from = 0;
  BounceLeaf leaf = { .type = &bounce_content_type_default,
                      .encoding = BOUNCE_ENCODING_NONE,
                      .bytes = mail->bytes + from,
                      .length = mail->length - from,
                      .lasting = TRUE };
  gboolean report = FALSE;

  bounce_message_add_leaf (message, &leaf, &report);
}

static BounceMessage *
message_of_mail (BounceArena *arena, const BounceMail *mail)
{
  BounceMessage *message = mail->nodes
                               ? bounce_message_from_scan (arena, mail)
                               : bounce_message_from_gmime (arena, mail);

  if (message->n_parts == 0 && mail->undivided && mail->length > 0)
    add_undivided_body (message, mail);
  return message;
}

BounceMessage *
bounce_message_new (const BounceMail *mail)
{
  return message_of_mail (bounce_arena_new (BOUNCE_ARENA_LARGE), mail);
}

BounceMessage *
bounce_message_new_from_text (const char *text)
{
  BouncePruner *pruner = bounce_pruner_new (TRUE, NULL);
  BounceMail mail;

  bounce_pruner_begin (pruner);
  bounce_pruner_keep_all (pruner);
  for (const char *eol; *text; text = *eol ? eol + 1 : eol)
    {
      eol = text + strcspn (text, "\n");
      bounce_pruner_line (pruner, text, (gsize)(eol - text));
    }
  bounce_pruner_end (pruner, &mail);
  bounce_pruner_free (pruner);
  /* All that is the mail's becomes the message's. */
  return message_of_mail (mail.arena, &mail);
}

BounceMessage *
bounce_message_new_header (const char *text)
{
  BounceArena *arena = bounce_arena_new (BOUNCE_ARENA_SMALL);
  const char *blank = strstr (text, "\n\n");
  gsize length = blank ? (gsize)(blank - text) : strlen (text);

  return bounce_message_tree_new (
      arena, NULL, bounce_arena_copy (arena, text, length), length);
}

void
bounce_message_free (BounceMessage *message)
{
  /* The message itself lives there too. */
  if (message)
    bounce_arena_free (message->arena);
}

gboolean
bounce_message_is_cut (const BounceMessage *message)
{
  return message->outermost->cut;
}

const char *
bounce_message_nth_header (const BounceMessage *message, const char *name,
                           guint n)
{
  /* What is decoded on the way is kept: the message stays the same. */
  return bounce_header_value (&((BounceMessage *)message)->header, name, n);
}

const char *
bounce_message_header (const BounceMessage *message, const char *name)
{
  return bounce_message_nth_header (message, name, 0);
}

const char *
bounce_message_header_above (const BounceMessage *message, guint *at,
                             const char *const *names, guint n, guint *which)
{
  *at = MIN (*at, message->header.n_fields);
  return bounce_header_value_above (&((BounceMessage *)message)->header, at,
                                    names, n, which);
}

const char *
bounce_message_type (const BounceMessage *message)
{
  return bounce_header_type (&((BounceMessage *)message)->header)->name;
}

const char *
bounce_message_report_type (const BounceMessage *message)
{
  return bounce_header_type (&((BounceMessage *)message)->header)->report_type;
}

guint
bounce_message_n_parts (const BounceMessage *message)
{
  return message->n_parts;
}

const BouncePart *
bounce_message_part (const BounceMessage *message, guint i)
{
  return message->parts[i];
}

const BounceMessage *
bounce_message_attached (const BounceMessage *message)
{
  for (guint i = 0; i < message->n_parts; i++)
    if (message->parts[i]->message != NULL)
      return message->parts[i]->message;
  return NULL;
}

const BouncePart *
bounce_message_find (const BounceMessage *message, BouncePartRole role)
{
  for (guint i = 0; i < message->n_parts; i++)
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

/* TRUE if PART belongs to the text for people, of which ANY was seen. */
static gboolean
is_for_people (const BouncePart *part, gboolean any)
{
  if (part->role != BOUNCE_PART_TEXT && part->role != BOUNCE_PART_HTML)
    return FALSE;
  return !is_blank (part->text) && !(part->alternative && any);
}

/* The texts of COUNT parts of MESSAGE, each on lines of its own, of together
   LENGTH bytes at most. */
static const char *
join_texts (BounceMessage *message, const BouncePart *const *parts, guint count,
            gsize length)
{
  char *text = bounce_arena_alloc (message->arena, length + count + 1);
  char *end = text;

  for (guint i = 0; i < count; i++)
    {
      if (i > 0 && end[-1] != '\n')
        *end++ = '\n';
      end = g_stpcpy (end, parts[i]->text);
    }
  *end = 0;
  return text;
}

const char *
bounce_message_text (const BounceMessage *message)
{
  const BouncePart **parts;
  guint count = 0;
  gsize length = 0;

  if (message->text)
    return message->text;
  parts = bounce_arena_alloc (message->arena, message->n_parts * sizeof *parts);
  for (guint i = 0; i < message->n_parts; i++)
    {
      const BouncePart *part = message->parts[i];
      if (ends_text (part, count > 0))
        break;
      if (!is_for_people (part, count > 0))
        continue;
      gsize more = strlen (part->text);
      if (count > 0 && length + more > JOINED_MAX)
        break;
      parts[count++] = part;
      length += more;
    }
  ((BounceMessage *)message)->text
      = count == 1
            ? parts[0]->text
            : join_texts ((BounceMessage *)message, parts, count, length);
  return message->text;
}
