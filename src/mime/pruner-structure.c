/* pruner-structure: follows headers and boundaries, and notes the nodes of a
   mail (RFC 2046).  The type in a header decides how the pruner goes on below
   it. */
#include "config.h"

#include <string.h>

#include "mime/content-type.h"
#include "mime/part-role.h"
#include "mime/pruner-structure.h"

#define PARTS_MAX 1000

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

void
bounce_pruner_begin_header (BouncePruner *pruner, gboolean of_part)
{
  const BouncePrunerLevel *level = innermost_level (pruner);
  BounceNode node = { .kind = BOUNCE_NODE_LEAF,
                      .parent = level ? level->node : -1,
                      .header = pruner->out.text->len,
                      .header_end = pruner->out.text->len };

  g_array_append_val (pruner->nodes, node);
  pruner->node = (int)pruner->nodes->len - 1;
  pruner->state = BOUNCE_PRUNER_HEADER;
  pruner->of_part = of_part;
  bounce_pruner_header_begin (&pruner->header);
}

static void
begin_body (BouncePruner *pruner, BouncePartRole role)
{
  BouncePrunerBody body
      = { role, pruner->header.encoded, pruner->in_returned, FALSE, 0 };

  pruner->body = body;
  pruner->state = BOUNCE_PRUNER_BODY;
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
  const char *boundary;

  /* Nobody looks at its parts; nor does GMime if it gets no body. */
  if (pruner->in_returned && pruner->shortcut)
    {
      begin_body (pruner, BOUNCE_PART_TEXT);
      return;
    }
  if (pruner->header.raw_type && !pruner->in_returned)
    bounce_pruner_header_give_up (&pruner->header);
  boundary = bounce_pruner_header_content_type (&pruner->header)->boundary;
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
    return;
  push_level (pruner, boundary, type);
  pruner->state = BOUNCE_PRUNER_BETWEEN;
}

/* The blank line after a header: what follows is decided by its type. */
static void
begin_below (BouncePruner *pruner)
{
  const BounceContentType *plain = pruner->header.type;
  const char *type = bounce_pruner_header_type (&pruner->header);
  BouncePrunerLevel *level = innermost_level (pruner);

  if (pruner->header.raw_type && !pruner->in_returned
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
      bounce_pruner_begin_header (pruner, FALSE);
      return;
    }
  begin_body (pruner, role);
}

void
bounce_pruner_end_body (BouncePruner *pruner, gboolean before_boundary)
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

void
bounce_pruner_meet_boundary (BouncePruner *pruner, guint i, const char *line,
                             gsize length, gboolean last)
{
  bounce_pruner_levels_end (pruner->levels, i + 1, &pruner->out);
  BouncePrunerLevel *level = innermost_level (pruner);
  pruner->node = -1;
  pruner->in_returned = level->returned;
  level->closed = last;
  if (last)
    {
      pruner->state = level->any ? BOUNCE_PRUNER_BEHIND : BOUNCE_PRUNER_BETWEEN;
      return;
    }
  level->any = TRUE;
  if (++pruner->parts > PARTS_MAX)
    {
      pruner->out.cut |= BOUNCE_CUT_PARTS;
      pruner->state = BOUNCE_PRUNER_BEHIND;
      return;
    }
  bounce_pruner_output_line (&pruner->out, line, length);
  bounce_pruner_begin_header (pruner, TRUE);
}

void
bounce_pruner_end_header (BouncePruner *pruner)
{
  BounceNode *node = node_at (pruner, pruner->node);

  bounce_pruner_header_end (&pruner->header);
  if (pruner->node == 0)
    pruner->fields = pruner->header.fields;
  node->header_end = pruner->out.text->len;
  bounce_pruner_output_line (&pruner->out, "", 0);
  node->body = node->body_end = pruner->out.text->len;
  if (pruner->header.raw_type == NULL)
    node->type = bounce_pruner_header_content_type (&pruner->header);
  node->encoding = pruner->header.encoding;
  begin_below (pruner);
}
