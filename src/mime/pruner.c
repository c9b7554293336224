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
  BounceArena *arena;        /* boundaries and types of the mail being read */
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
  BouncePruner *trim = g_new0 (BouncePruner, 1);

  trim->shortcut = shortcut;
  bounce_pruner_header_init (&trim->header, &trim->out, extra);
  trim->levels = g_array_new (FALSE, TRUE, sizeof (BouncePrunerLevel));
  return trim;
}

void
bounce_pruner_free (BouncePruner *trim)
{
  if (trim == NULL)
    return;
  if (trim->out.text)
    g_string_free (trim->out.text, TRUE);
  if (trim->nodes)
    g_array_unref (trim->nodes);
  bounce_pruner_header_clear (&trim->header);
  bounce_arena_free (trim->arena);
  g_array_free (trim->levels, TRUE);
  g_free (trim);
}

static BouncePrunerLevel *
innermost_level (BouncePruner *trim)
{
  return trim->levels->len ? &g_array_index (trim->levels, BouncePrunerLevel,
                                             trim->levels->len - 1)
                           : NULL;
}

static BounceNode *
node_at (BouncePruner *trim, int i)
{
  return &g_array_index (trim->nodes, BounceNode, i);
}

static void
begin_header (BouncePruner *trim, gboolean of_part)
{
  const BouncePrunerLevel *level = innermost_level (trim);
  BounceNode node = { BOUNCE_NODE_LEAF,
                      level ? level->node : -1,
                      trim->out.text->len,
                      trim->out.text->len,
                      0,
                      0 };

  g_array_append_val (trim->nodes, node);
  trim->node = (int)trim->nodes->len - 1;
  trim->state = STATE_HEADER;
  trim->of_part = of_part;
  bounce_pruner_header_begin (&trim->header);
}

void
bounce_pruner_begin (BouncePruner *trim)
{
  if (trim->out.text)
    g_string_free (trim->out.text, TRUE);
  trim->out.text = g_string_sized_new (8 * 1024);
  if (trim->nodes)
    g_array_unref (trim->nodes);
  trim->nodes = g_array_new (FALSE, FALSE, sizeof (BounceNode));
  g_array_set_size (trim->levels, 0);
  bounce_arena_free (trim->arena);
  trim->arena = bounce_arena_new ();
  trim->out.cut = BOUNCE_CUT_NOTHING;
  trim->in_returned = FALSE;
  trim->header.keep_all = !trim->shortcut;
  trim->header.needs_gmime = FALSE;
  trim->reused = FALSE;
  trim->parts = 0;
  trim->fields = 0;
  begin_header (trim, FALSE);
}

static void
begin_body (BouncePruner *trim, BouncePartRole role)
{
  BouncePrunerBody body
      = { role, trim->header.encoded, trim->in_returned, FALSE, 0 };

  trim->body = body;
  trim->state = STATE_BODY;
}

static void
push_level (BouncePruner *trim, const char *boundary, const char *type)
{
  BouncePrunerLevel level = { .node = trim->node,
                              .boundary = boundary,
                              .length = boundary ? strlen (boundary) : 0,
                              .returned = trim->in_returned };

  node_at (trim, trim->node)->kind
      = boundary ? BOUNCE_NODE_MULTIPART : BOUNCE_NODE_MESSAGE;

  if (type)
    {
      level.report = strcmp (type, "multipart/report") == 0;
      level.digest = strcmp (type, "multipart/digest") == 0;
    }
  g_array_append_val (trim->levels, level);
}

/* A multipart's header has ended. */
static void
begin_multipart (BouncePruner *trim, const char *type)
{
  const BounceContentType *media
      = bounce_content_type_parse (trim->arena, trim->header.content_type);
  const char *boundary = media->boundary;

  if (!media->plain)
    bounce_pruner_header_give_up (&trim->header);
  if (boundary == NULL || *boundary == 0
      || trim->levels->len >= BOUNCE_NESTING_MAX)
    {
      if (trim->levels->len >= BOUNCE_NESTING_MAX)
        trim->out.cut |= BOUNCE_CUT_NESTING;
      begin_body (trim, BOUNCE_PART_TEXT);
      return;
    }
  trim->reused |= bounce_pruner_levels_hold (trim->levels, boundary);
  begin_body (trim, BOUNCE_PART_TEXT);
  if (trim->in_returned)
    return; /* its parts are never looked at */
  push_level (trim, boundary, type);
  trim->state = STATE_BETWEEN;
}

/* The blank line after a header: what follows is decided by its type. */
static void
end_header (BouncePruner *trim)
{
  g_autofree char *type = bounce_pruner_header_type (&trim->header);
  BouncePrunerLevel *level = innermost_level (trim);

  if (type && !bounce_content_type_is_well_formed (type))
    bounce_pruner_header_give_up (&trim->header);
  if (type && g_str_has_prefix (type, "multipart/"))
    {
      begin_multipart (trim, type);
      return;
    }
  BouncePartRole role = bounce_part_role (type);
  if (type == NULL && trim->of_part && level && level->digest)
    role = BOUNCE_PART_MESSAGE;
  if (level && bounce_part_is_report (role))
    level->report = TRUE;
  if (role == BOUNCE_PART_MESSAGE && trim->header.encoded)
    bounce_pruner_header_give_up (&trim->header); /* RFC 2046, 5.2.1 */
  if (role == BOUNCE_PART_MESSAGE && !trim->in_returned
      && !trim->header.encoded)
    {
      if (trim->levels->len >= BOUNCE_NESTING_MAX)
        {
          trim->out.cut |= BOUNCE_CUT_NESTING;
          begin_body (trim, BOUNCE_PART_OTHER);
          return;
        }
      trim->in_returned = bounce_pruner_level_returns (level);
      push_level (trim, NULL, NULL);
      begin_header (trim, FALSE);
      return;
    }
  begin_body (trim, role);
}

/* The body being read ends here; a line end BEFORE a boundary is a part of that
   (RFC 2046, 5.1.1). */
static void
end_node_body (BouncePruner *trim, gboolean before_boundary)
{
  BounceNode *node = trim->node >= 0 ? node_at (trim, trim->node) : NULL;

  if (node == NULL || node->kind != BOUNCE_NODE_LEAF)
    return;
  node->body_end = trim->out.text->len;
  if (before_boundary && node->body_end > node->body)
    node->body_end--;
  if (trim->body.role == BOUNCE_PART_STATUS)
    bounce_pruner_level_fields (innermost_level (trim), &trim->out, node->body);
}

/* Ends the levels inside level I (whose boundary LINE is) and, at its last
   boundary, closes that one too. */
static void
meet_boundary (BouncePruner *trim, guint i, const char *line, gsize length,
               gboolean last)
{
  bounce_pruner_levels_end (trim->levels, i + 1, &trim->out);
  BouncePrunerLevel *level = innermost_level (trim);
  trim->node = -1;
  trim->in_returned = level->returned;
  level->closed = last;
  if (last)
    {
      trim->state = level->any ? STATE_BEHIND : STATE_BETWEEN;
      return;
    }
  level->any = TRUE;
  if (++trim->parts > PARTS_MAX)
    {
      trim->out.cut |= BOUNCE_CUT_PARTS;
      trim->state = STATE_BEHIND;
      return;
    }
  bounce_pruner_output_line (&trim->out, line, length);
  begin_header (trim, TRUE);
}

/* The header being read ends. */
static void
end_whole_header (BouncePruner *trim)
{
  BounceNode *node = node_at (trim, trim->node);

  bounce_pruner_header_end (&trim->header);
  if (trim->node == 0)
    trim->fields = trim->header.fields;
  node->header_end = trim->out.text->len;
  bounce_pruner_output_line (&trim->out, "", 0);
  node->body = node->body_end = trim->out.text->len;
  end_header (trim);
}

/* TRUE if LINE is the boundary that the header being read names: the empty
   line between them is missing. */
static gboolean
is_own_boundary (BouncePruner *trim, const char *line, gsize length)
{
  g_autofree char *type = NULL;
  gboolean last;

  bounce_pruner_header_end (&trim->header);
  type = bounce_pruner_header_type (&trim->header);
  if (type == NULL || !g_str_has_prefix (type, "multipart/"))
    return FALSE;
  const char *boundary
      = bounce_content_type_parse (trim->arena, trim->header.content_type)
            ->boundary;
  return boundary
         && bounce_boundary_is (line, length, boundary, strlen (boundary),
                                &last)
         && !last;
}

/* If LINE is a boundary of an open multipart, deals with it. */
static gboolean
try_boundary (BouncePruner *trim, const char *line, gsize length)
{
  gboolean last;

  if (trim->state == STATE_HEADER && is_own_boundary (trim, line, length))
    end_whole_header (trim);
  int i = bounce_pruner_levels_find (trim->levels, line, length, &last);
  if (i < 0)
    return FALSE;
  while (trim->state == STATE_HEADER)
    end_whole_header (trim);
  end_node_body (trim, TRUE);
  meet_boundary (trim, (guint)i, line, length, last);
  return TRUE;
}

static gboolean
is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (line[i] != ' ' && line[i] != '\t')
      return FALSE;
  return TRUE;
}

/* A line of a header that has no field yet.  Before the mail itself may stand
   what a program or a person put there: empty lines, a byte order mark, some
   words.  A part or an attached message without a header has begun with its
   body; but of a returned one only the header is read. */
static void
first_line (BouncePruner *trim, const char *line, gsize length)
{
  static const char mark[] = "\xef\xbb\xbf";

  if (trim->node == 0 && length >= 3 && memcmp (line, mark, 3) == 0)
    {
      line += 3;
      length -= 3;
    }
  if (bounce_pruner_header_is_field (line, length))
    bounce_pruner_header_line (&trim->header, line, length);
  else if (length == 0 && trim->node != 0)
    end_whole_header (trim);
  else if (trim->of_part || (trim->node != 0 && !trim->in_returned))
    {
      end_whole_header (trim);
      if (!is_blank (line, length))
        bounce_pruner_line (trim, line, length);
    }
}

static void
header_line (BouncePruner *trim, const char *line, gsize length)
{
  if (trim->header.fields == 0)
    first_line (trim, line, length);
  else if (length > 0)
    bounce_pruner_header_line (&trim->header, line, length);
  else
    end_whole_header (trim);
}

void
bounce_pruner_line (BouncePruner *trim, const char *line, gsize length)
{
  if (length > 2 && line[0] == '-' && line[1] == '-'
      && try_boundary (trim, line, length))
    return;
  if (trim->state == STATE_HEADER)
    header_line (trim, line, length);
  else if (trim->state != STATE_BEHIND)
    {
      trim->body.keep_all = trim->header.keep_all;
      bounce_pruner_body_line (&trim->body, &trim->out, line, length);
    }
}

BounceCut
bounce_pruner_end (BouncePruner *trim, BounceMail *mail)
{
  while (trim->state == STATE_HEADER)
    end_whole_header (trim);
  end_node_body (trim, FALSE);
  bounce_pruner_levels_end (trim->levels, 0, &trim->out);
  mail->length = trim->out.text->len;
  mail->bytes = g_string_free (g_steal_pointer (&trim->out.text), FALSE);
  mail->nodes = trim->nodes;
  mail->undivided = trim->nodes->len == 1;
  /* What was not understood, or not followed to its end, GMime reads. */
  if (trim->header.needs_gmime || (!trim->shortcut && !trim->reused)
      || trim->out.cut & (BOUNCE_CUT_NESTING | BOUNCE_CUT_PARTS))
    g_clear_pointer (&mail->nodes, g_array_unref);
  trim->nodes = NULL;
  return trim->out.cut;
}

gboolean
bounce_pruner_was_mail (const BouncePruner *trim)
{
  return trim->fields > 0;
}
