/* pruner: a mail of any size, line by line, becomes one of bounded size.  It
   follows headers (RFC 5322, 2.2) and multipart boundaries (RFC 2046, 5.1)
   just far enough to know what may go: header fields nobody reads, bodies that
   hold no text, and of the returned message all but its header.  It decodes
   nothing and leaves what it does not understand as it is. */
#include "config.h"

#include <string.h>

#include "mime/content-type.h"
#include "mime/part-role.h"
#include "mime/pruner-body.h"
#include "mime/pruner-header.h"
#include "mime/pruner-levels.h"
#include "mime/pruner.h"

#define PARTS_MAX 1000

/* Bytes for the structure of an ordinary mail. */
#define STRUCTURE_ROOM (2 * 1024)

/* A mail that is larger than that takes the buffer it was written to along. */
#define COPIED_MAX (64 * 1024)

typedef enum
{
  STATE_HEADER, /* of a message or of a part */
  STATE_BODY,
  STATE_BETWEEN, /* before a multipart's first part */
  STATE_BEHIND   /* after its last, where nobody reads */
} PrunerState;

struct BouncePruner
{
  gboolean shortcut;
  BouncePrunerOutput out;
  BouncePrunerHeader header; /* the one being read, or the last */
  BounceArena *arena;        /* of the mail being read */
  GArray *levels;            /* of BouncePrunerLevel */
  GArray *nodes;             /* of BounceNode */
  int node;                  /* the one being read; -1: none */
  PrunerState state;
  guint parts;
  guint fields;         /* of the mail's own header */
  gboolean of_part;     /* the header is a part's */
  gboolean in_returned; /* all this is the returned message */

  gboolean reused;       /* a part's boundary is that of one around it, which
                            GMime does not expect */
  BouncePrunerBody body; /* the one being read */
};

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

static BouncePrunerLevel *
innermost_level (BouncePruner *pruner)
{
  return pruner->levels->len ? &g_array_index (
             pruner->levels, BouncePrunerLevel, pruner->levels->len - 1)
                             : NULL;
}

static BounceNode *
node_at (BouncePruner *pruner, int i)
{
  return &g_array_index (pruner->nodes, BounceNode, i);
}

static void
begin_header (BouncePruner *pruner, gboolean of_part)
{
  const BouncePrunerLevel *level = innermost_level (pruner);
  BounceNode node = { .kind = BOUNCE_NODE_LEAF,
                      .parent = level ? level->node : -1,
                      .header = pruner->out.text->len,
                      .header_end = pruner->out.text->len };

  g_array_append_val (pruner->nodes, node);
  pruner->node = (int)pruner->nodes->len - 1;
  pruner->state = STATE_HEADER;
  pruner->of_part = of_part;
  bounce_pruner_header_begin (&pruner->header);
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
  pruner->arena = bounce_arena_new (STRUCTURE_ROOM);
  pruner->header.arena = pruner->arena;
  pruner->out.cut = BOUNCE_CUT_NOTHING;
  pruner->in_returned = FALSE;
  pruner->header.keep_all = !pruner->shortcut;
  pruner->header.needs_gmime = FALSE;
  pruner->reused = FALSE;
  pruner->parts = 0;
  pruner->fields = 0;
  begin_header (pruner, FALSE);
}

static void
begin_body (BouncePruner *pruner, BouncePartRole role)
{
  BouncePrunerBody body
      = { role, pruner->header.encoded, pruner->in_returned, FALSE, 0 };

  pruner->body = body;
  pruner->state = STATE_BODY;
}

static void
push_level (BouncePruner *pruner, const char *boundary, const char *type)
{
  BouncePrunerLevel level = { .node = pruner->node,
                              .boundary = boundary,
                              .length = boundary ? strlen (boundary) : 0,
                              .returned = pruner->in_returned };

  node_at (pruner, pruner->node)->kind
      = boundary ? BOUNCE_NODE_MULTIPART : BOUNCE_NODE_MESSAGE;

  if (type)
    {
      level.report = strcmp (type, "multipart/report") == 0;
      level.digest = strcmp (type, "multipart/digest") == 0;
    }
  g_array_append_val (pruner->levels, level);
}

/* A multipart's header has ended. */
static void
begin_multipart (BouncePruner *pruner, const char *type)
{
  const char *boundary
      = bounce_pruner_header_content_type (&pruner->header)->boundary;

  if (pruner->header.odd_type && !pruner->in_returned)
    bounce_pruner_header_give_up (&pruner->header);
  if (boundary == NULL || *boundary == 0
      || pruner->levels->len >= BOUNCE_NESTING_MAX)
    {
      if (pruner->levels->len >= BOUNCE_NESTING_MAX)
        pruner->out.cut |= BOUNCE_CUT_NESTING;
      begin_body (pruner, BOUNCE_PART_TEXT);
      return;
    }
  pruner->reused |= bounce_pruner_levels_hold (pruner->levels, boundary);
  begin_body (pruner, BOUNCE_PART_TEXT);
  if (pruner->in_returned)
    return; /* its parts are never looked at */
  push_level (pruner, boundary, type);
  pruner->state = STATE_BETWEEN;
}

/* The blank line after a header: what follows is decided by its type. */
static void
end_header (BouncePruner *pruner)
{
  const BounceContentType *plain = pruner->header.type;
  const char *type = bounce_pruner_header_type (&pruner->header);
  BouncePrunerLevel *level = innermost_level (pruner);

  if (pruner->header.odd_type && !pruner->in_returned
      && !bounce_content_type_is_well_formed (type))
    bounce_pruner_header_give_up (&pruner->header);
  if (type && g_str_has_prefix (type, "multipart/"))
    {
      begin_multipart (pruner, type);
      return;
    }
  BouncePartRole role = plain ? plain->role : bounce_part_role (type);
  if (type == NULL && pruner->of_part && level && level->digest)
    role = BOUNCE_PART_MESSAGE;
  if (level && bounce_part_is_report (role))
    level->report = TRUE;
  if (role == BOUNCE_PART_MESSAGE && pruner->header.encoded)
    bounce_pruner_header_give_up (&pruner->header); /* RFC 2046, 5.2.1 */
  if (role == BOUNCE_PART_MESSAGE && !pruner->in_returned
      && !pruner->header.encoded)
    {
      if (pruner->levels->len >= BOUNCE_NESTING_MAX)
        {
          pruner->out.cut |= BOUNCE_CUT_NESTING;
          begin_body (pruner, BOUNCE_PART_OTHER);
          return;
        }
      pruner->in_returned = bounce_pruner_level_returns (level);
      push_level (pruner, NULL, NULL);
      begin_header (pruner, FALSE);
      return;
    }
  begin_body (pruner, role);
}

/* The body being read ends here; a line end BEFORE a boundary is a part of that
   (RFC 2046, 5.1.1). */
static void
end_node_body (BouncePruner *pruner, gboolean before_boundary)
{
  BounceNode *node = pruner->node >= 0 ? node_at (pruner, pruner->node) : NULL;

  if (node == NULL || node->kind != BOUNCE_NODE_LEAF)
    return;
  node->body_end = pruner->out.text->len;
  if (before_boundary && node->body_end > node->body)
    node->body_end--;
  if (pruner->body.role == BOUNCE_PART_STATUS)
    bounce_pruner_level_fields (innermost_level (pruner), &pruner->out,
                                node->body);
}

/* Ends the levels inside level I (whose boundary LINE is) and, at its last
   boundary, closes that one too. */
static void
meet_boundary (BouncePruner *pruner, guint i, const char *line, gsize length,
               gboolean last)
{
  bounce_pruner_levels_end (pruner->levels, i + 1, &pruner->out);
  BouncePrunerLevel *level = innermost_level (pruner);
  pruner->node = -1;
  pruner->in_returned = level->returned;
  level->closed = last;
  if (last)
    {
      pruner->state = level->any ? STATE_BEHIND : STATE_BETWEEN;
      return;
    }
  level->any = TRUE;
  if (++pruner->parts > PARTS_MAX)
    {
      pruner->out.cut |= BOUNCE_CUT_PARTS;
      pruner->state = STATE_BEHIND;
      return;
    }
  bounce_pruner_output_line (&pruner->out, line, length);
  begin_header (pruner, TRUE);
}

/* The header being read ends. */
static void
end_whole_header (BouncePruner *pruner)
{
  BounceNode *node = node_at (pruner, pruner->node);

  bounce_pruner_header_end (&pruner->header);
  if (pruner->node == 0)
    pruner->fields = pruner->header.fields;
  node->header_end = pruner->out.text->len;
  bounce_pruner_output_line (&pruner->out, "", 0);
  node->body = node->body_end = pruner->out.text->len;
  if (pruner->header.odd_type == NULL)
    node->type = bounce_pruner_header_content_type (&pruner->header);
  node->encoding = pruner->header.encoding;
  end_header (pruner);
}

/* TRUE if LINE is the boundary that the header being read names: the empty
   line between them is missing. */
static gboolean
is_own_boundary (BouncePruner *pruner, const char *line, gsize length)
{
  gboolean last;

  bounce_pruner_header_end (&pruner->header);
  const char *type = bounce_pruner_header_type (&pruner->header);
  if (type == NULL || !g_str_has_prefix (type, "multipart/"))
    return FALSE;
  const char *boundary
      = bounce_pruner_header_content_type (&pruner->header)->boundary;
  return boundary
         && bounce_boundary_is (line, length, boundary, strlen (boundary),
                                &last)
         && !last;
}

/* If LINE is a boundary of an open multipart, deals with it. */
static gboolean
try_boundary (BouncePruner *pruner, const char *line, gsize length)
{
  gboolean last;

  if (pruner->state == STATE_HEADER && is_own_boundary (pruner, line, length))
    end_whole_header (pruner);
  int i = bounce_pruner_levels_find (pruner->levels, line, length, &last);
  if (i < 0)
    return FALSE;
  while (pruner->state == STATE_HEADER)
    end_whole_header (pruner);
  end_node_body (pruner, TRUE);
  meet_boundary (pruner, (guint)i, line, length, last);
  return TRUE;
}

/* A line of a header that has no field yet.  Before the mail itself may stand
   what a program or a person put there: empty lines, a byte order mark, some
   words.  A part or an attached message without a header has begun with its
   body; but of a returned one only the header is read. */
static void
first_line (BouncePruner *pruner, const char *line, gsize length)
{
  static const char mark[] = "\xef\xbb\xbf";

  if (pruner->node == 0 && length >= 3 && memcmp (line, mark, 3) == 0)
    {
      line += 3;
      length -= 3;
    }
  if (bounce_pruner_header_is_field (line, length))
    bounce_pruner_header_line (&pruner->header, line, length);
  else if (length == 0 && pruner->node != 0)
    end_whole_header (pruner);
  else if (pruner->of_part || (pruner->node != 0 && !pruner->in_returned))
    {
      end_whole_header (pruner);
      if (!bounce_pruner_header_is_blank (line, length))
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
    end_whole_header (pruner);
}

void
bounce_pruner_line (BouncePruner *pruner, const char *line, gsize length)
{
  if (length > 2 && line[0] == '-' && line[1] == '-'
      && try_boundary (pruner, line, length))
    return;
  if (pruner->state == STATE_HEADER)
    header_line (pruner, line, length);
  else if (pruner->state != STATE_BEHIND)
    {
      pruner->body.keep_all = pruner->header.keep_all;
      bounce_pruner_body_line (&pruner->body, &pruner->out, line, length);
    }
}

gboolean
bounce_pruner_in_body (const BouncePruner *pruner)
{
  return pruner->state != STATE_HEADER;
}

void
bounce_pruner_lines (BouncePruner *pruner, const char *lines, gsize length)
{
  if (pruner->state == STATE_BEHIND)
    return;
  pruner->body.keep_all = pruner->header.keep_all;
  bounce_pruner_body_lines (&pruner->body, &pruner->out, lines, length);
}

/* What was written, into the mail's arena. */
static const char *
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
  while (pruner->state == STATE_HEADER)
    end_whole_header (pruner);
  end_node_body (pruner, FALSE);
  bounce_pruner_levels_end (pruner->levels, 0, &pruner->out);
  mail->length = pruner->out.text->len;
  mail->bytes = take_bytes (pruner);
  mail->undivided = pruner->nodes->len == 1;
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
