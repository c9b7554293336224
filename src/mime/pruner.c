/* pruner: reduces a mail of any size, line by line, to one of bounded size.
   It follows headers (RFC 5322, 2.2) and multipart boundaries (RFC 2046, 5.1)
   just far enough to know what may go: header fields nobody reads, bodies that
   hold no text, and of the returned message all but its header.  It decodes
   nothing and leaves what it does not understand as it is. */
#include "config.h"

#include <string.h>

#include "mime/pruner-structure.h"
#include "mime/pruner.h"
#include "text/header-field.h"

/* A mail that is larger than that takes the buffer it was written to along. */
#define COPIED_MAX (64 * 1024)

BouncePruner *
bounce_pruner_new (gboolean shortcut, const char *const *extra)
{
  BouncePruner *pruner = g_new0 (BouncePruner, 1);

  pruner->shortcut = shortcut;
  bounce_pruner_header_init (&pruner->header, &pruner->out, extra);
  pruner->levels = g_array_new (FALSE, TRUE, sizeof (BouncePrunerLevel));
  pruner->nodes = g_array_new (FALSE, FALSE, sizeof (BounceNode));
  return pruner;
}

void
bounce_pruner_free (BouncePruner *pruner)
{
  if (pruner == NULL)
    return;
  if (pruner->out.text)
    g_string_free (pruner->out.text, TRUE);
  bounce_arena_free (pruner->arena);
  g_array_free (pruner->levels, TRUE);
  g_array_free (pruner->nodes, TRUE);
  g_free (pruner);
}

void
bounce_pruner_begin (BouncePruner *pruner)
{
  if (pruner->out.text == NULL)
    pruner->out.text = g_string_sized_new (8 * 1024);
  g_string_truncate (pruner->out.text, 0);
  g_array_set_size (pruner->nodes, 0);
  g_array_set_size (pruner->levels, 0);
  bounce_arena_free (pruner->arena);
  pruner->arena = bounce_arena_new (BOUNCE_ARENA_MIDDLE);
  pruner->header.arena = pruner->arena;
  pruner->out.cut = BOUNCE_CUT_NOTHING;
  pruner->in_returned = FALSE;
  pruner->header.keep_all = !pruner->shortcut;
  pruner->header.needs_gmime = FALSE;
  pruner->reused = FALSE;
  pruner->parts = 0;
  pruner->fields = 0;
  bounce_pruner_begin_header (pruner, FALSE);
}

void
bounce_pruner_keep_all (BouncePruner *pruner)
{
  pruner->header.keep_all = TRUE;
}

/* TRUE if LINE is the boundary that the header being read names: the empty
   line between them is missing. */
static gboolean
is_own_boundary (BouncePruner *pruner, const char *line, gsize length)
{
  gboolean last;

  bounce_pruner_header_end_field (&pruner->header);
  const char *type = bounce_pruner_header_type (&pruner->header);
  if (type == NULL || !g_str_has_prefix (type, "multipart/"))
    return FALSE;
  const char *boundary
      = bounce_pruner_header_content_type (&pruner->header)->boundary;
  return boundary
         && bounce_boundary_is (line, length, boundary,
                                strnlen (boundary, length), &last)
         && !last;
}

/* If LINE is a boundary of an open multipart, deals with it. */
static gboolean
try_boundary (BouncePruner *pruner, const char *line, gsize length)
{
  gboolean last;

  if (pruner->state == BOUNCE_PRUNER_HEADER
      && is_own_boundary (pruner, line, length))
    bounce_pruner_end_header (pruner);
  int i = bounce_pruner_levels_find (pruner->levels, line, length, &last);
  if (i < 0)
    return FALSE;
  while (pruner->state == BOUNCE_PRUNER_HEADER)
    bounce_pruner_end_header (pruner);
  bounce_pruner_end_body (pruner, TRUE);
  bounce_pruner_meet_boundary (pruner, (guint)i, line, length, last);
  return TRUE;
}

/* A line of a header that has no field yet.  Before the mail itself may stand
   what a program or a person put there: empty lines, a byte order mark, some
   words; and some servers write an empty line before the header of the message
   that they return.  A part, or an attached message, without a header has begun
   with its body; but of a returned one only the header is read. */
static void
first_line (BouncePruner *pruner, const char *line, gsize length)
{
  static const char mark[] = "\xef\xbb\xbf";

  if (pruner->node == 0 && length >= 3 && memcmp (line, mark, 3) == 0)
    {
      line += 3;
      length -= 3;
    }
  if (bounce_header_field_name (line, length) > 0)
    bounce_pruner_header_line (&pruner->header, line, length);
  else if (pruner->of_part
           || (length > 0 && pruner->node != 0 && !pruner->in_returned))
    {
      bounce_pruner_end_header (pruner);
      if (!bounce_header_line_is_blank (line, length))
        bounce_pruner_line (pruner, line, length);
    }
}

static void
header_line (BouncePruner *pruner, const char *line, gsize length)
{
  if (pruner->header.fields == 0)
    first_line (pruner, line, length);
  else if (length > 0)
    bounce_pruner_header_line (&pruner->header, line, length);
  else
    bounce_pruner_end_header (pruner);
}

void
bounce_pruner_line (BouncePruner *pruner, const char *line, gsize length)
{
  if (length > 2 && line[0] == '-' && line[1] == '-'
      && try_boundary (pruner, line, length))
    return;
  if (pruner->state == BOUNCE_PRUNER_HEADER)
    header_line (pruner, line, length);
  else if (pruner->state != BOUNCE_PRUNER_BEHIND)
    {
      pruner->body.keep_all = pruner->header.keep_all;
      bounce_pruner_body_line (&pruner->body, &pruner->out, line, length);
    }
}

void
bounce_pruner_lines (BouncePruner *pruner, const BounceLineRun *lines)
{
  const char *line = lines->start;
  guint i = 0;

  for (; i < lines->n && pruner->state == BOUNCE_PRUNER_HEADER; i++)
    {
      const char *end = bounce_line_run_end (lines, i);

      header_line (pruner, line, (gsize)(end - line));
      line = end + 1;
    }
  if (i == lines->n || pruner->state == BOUNCE_PRUNER_BEHIND)
    return;
  pruner->body.keep_all = pruner->header.keep_all;
  bounce_pruner_body_lines (&pruner->body, &pruner->out, lines, i);
}

gsize
bounce_pruner_size (const BouncePruner *pruner)
{
  return pruner->out.text->len;
}

/* What was written, into the mail's arena. */
static char *
take_bytes (BouncePruner *pruner)
{
  GString *text = pruner->out.text;

  if (text->len <= COPIED_MAX)
    return bounce_arena_copy (pruner->arena, text->str, text->len);
  pruner->out.text = NULL;
  return bounce_arena_adopt (pruner->arena, g_string_free (text, FALSE));
}

/* TRUE if GMime has to read what was not understood, or not followed to its
   end. */
static gboolean
needs_gmime (const BouncePruner *pruner)
{
  return pruner->header.needs_gmime || (!pruner->shortcut && !pruner->reused)
         || pruner->out.cut & (BOUNCE_CUT_NESTING | BOUNCE_CUT_PARTS);
}

BounceCut
bounce_pruner_end (BouncePruner *pruner, BounceMail *mail)
{
  while (pruner->state == BOUNCE_PRUNER_HEADER)
    bounce_pruner_end_header (pruner);
  bounce_pruner_end_body (pruner, FALSE);
  bounce_pruner_levels_end (pruner->levels, 0, &pruner->out);
  mail->length = pruner->out.text->len;
  mail->bytes = take_bytes (pruner);
  mail->undivided = pruner->nodes->len == 1;
  mail->every_text = FALSE;
  mail->nodes = NULL;
  mail->n_nodes = pruner->nodes->len;
  if (!needs_gmime (pruner))
    mail->nodes = memcpy (
        bounce_arena_alloc (pruner->arena, mail->n_nodes * sizeof (BounceNode)),
        pruner->nodes->data, mail->n_nodes * sizeof (BounceNode));
  mail->arena = g_steal_pointer (&pruner->arena);
  return pruner->out.cut;
}

gboolean
bounce_pruner_was_mail (const BouncePruner *pruner)
{
  return pruner->fields > 0;
}
