/* pruner: a mail of any size, line by line, becomes one of bounded size.  It
   follows headers (RFC 5322, 2.2) and multipart boundaries (RFC 2046, 5.1)
   just far enough to know what may go: header fields nobody reads, bodies that
   hold no text, and of the returned message all but its header.  It decodes
   nothing and leaves what it does not understand as it is. */
#include "config.h"

#include <string.h>

#include "mime/content-type.h"
#include "mime/part-role.h"
#include "mime/pruner-header.h"
#include "mime/pruner.h"

#define TEXT_MAX (2 * 1024 * 1024)   /* bytes of one text part */
#define STATUS_MAX (8 * 1024 * 1024) /* ... of one delivery-status part */
#define OTHER_MAX (4 * 1024)         /* ... of a part that is not read */
#define PARTS_MAX 1000

/* Behind the first TEXT_DENSE bytes of an unencoded text, lines without a
   space are a returned attachment and not words. */
#define TEXT_DENSE (128 * 1024)

typedef enum
{
  STATE_HEADER, /* of a message or of a part */
  STATE_BODY,
  STATE_BETWEEN /* before a multipart's first part, or after its last */
} PrunerState;

/* A multipart that is open, or a message that holds the parts inside it. */
typedef struct
{
  int node;
  const char *boundary; /* NULL: an attached message that is no multipart */
  gsize length;         /* of the boundary */
  gboolean report;      /* a report part was seen, or it says that it is one */
  gboolean returned;    /* all that is in here is the returned message */
  gboolean digest;
} PrunerLevel;

struct BouncePruner
{
  gboolean shortcut;
  BouncePrunerOutput out;
  BouncePrunerHeader header; /* the one being read, or the last */
  BounceArena *arena;        /* boundaries and types of the mail being read */
  GArray *levels;            /* of PrunerLevel */
  GArray *nodes;             /* of BounceNode */
  int node;                  /* the one being read; -1: none */
  PrunerState state;
  guint parts;
  guint fields;         /* of the mail's own header */
  gboolean of_part;     /* the header is a part's */
  gboolean in_returned; /* all this is the returned message */
  gboolean odd;         /* its structure is GMime's business, and no more */

  /* The body being read. */
  BouncePartRole role;
  gsize body_bytes;
  gsize body_max;
  gboolean drop; /* nothing but boundaries bears on anything */
};

BouncePruner *
bounce_pruner_new (gboolean shortcut, const char *const *extra)
{
  BouncePruner *trim = g_new0 (BouncePruner, 1);

  trim->shortcut = shortcut;
  bounce_pruner_header_init (&trim->header, &trim->out, extra);
  trim->levels = g_array_new (FALSE, TRUE, sizeof (PrunerLevel));
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

static PrunerLevel *
innermost_level (BouncePruner *trim)
{
  return trim->levels->len
             ? &g_array_index (trim->levels, PrunerLevel, trim->levels->len - 1)
             : NULL;
}

static BounceNode *
node_at (BouncePruner *trim, int i)
{
  return &g_array_index (trim->nodes, BounceNode, i);
}

/* The header being read is complete, and so is its node unless a body
   follows. */
static void
end_node_header (BouncePruner *trim)
{
  bounce_pruner_header_end (&trim->header);
  BounceNode *node = node_at (trim, trim->node);
  node->header_end = node->body = node->body_end = trim->out.text->len;
}

static void
begin_header (BouncePruner *trim, gboolean of_part)
{
  const PrunerLevel *level = innermost_level (trim);
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
  trim->header.needs_gmime = !trim->shortcut;
  trim->odd = FALSE;
  trim->parts = 0;
  trim->fields = 0;
  begin_header (trim, FALSE);
}

static void
begin_body (BouncePruner *trim, BouncePartRole role)
{
  trim->state = STATE_BODY;
  trim->role = role;
  trim->body_bytes = 0;
  trim->drop = trim->in_returned;
  trim->body_max = TEXT_MAX;
  if (role == BOUNCE_PART_STATUS)
    trim->body_max = STATUS_MAX;
  else if (role == BOUNCE_PART_OTHER)
    trim->body_max = trim->header.needs_gmime ? TEXT_MAX : OTHER_MAX;
  if (role == BOUNCE_PART_OTHER)
    trim->drop = TRUE;
}

static gboolean
is_open_boundary (BouncePruner *trim, const char *boundary)
{
  for (guint i = 0; i < trim->levels->len; i++)
    if (g_strcmp0 (g_array_index (trim->levels, PrunerLevel, i).boundary,
                   boundary)
        == 0)
      return TRUE;
  return FALSE;
}

static void
push_level (BouncePruner *trim, const char *boundary, const char *type)
{
  PrunerLevel level
      = { trim->node, boundary,          boundary ? strlen (boundary) : 0,
          FALSE,      trim->in_returned, FALSE };

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
  const char *boundary
      = bounce_content_type_parse (trim->arena, trim->header.content_type)
            ->boundary;

  if (boundary == NULL || *boundary == 0
      || trim->levels->len >= BOUNCE_NESTING_MAX)
    {
      if (trim->levels->len >= BOUNCE_NESTING_MAX)
        trim->out.cut |= BOUNCE_CUT_NESTING;
      begin_body (trim, BOUNCE_PART_TEXT);
      return;
    }
  if (is_open_boundary (trim, boundary))
    trim->header.needs_gmime = TRUE;
  begin_body (trim, BOUNCE_PART_TEXT);
  if (trim->in_returned)
    return; /* its parts are never looked at */
  push_level (trim, boundary, type);
  trim->state = STATE_BETWEEN;
}

/* RFC 2045, 5.1: two tokens and a slash.  What GMime makes of "text/html)" is
   its business. */
static gboolean
is_well_formed (const char *type)
{
  guint slashes = 0;

  for (const char *p = type; *p; p++)
    if (*p == '/')
      slashes++;
    else if (!g_ascii_isgraph (*p) || strchr ("()<>@,;:\\\"[]?=", *p))
      return FALSE;
  return slashes == 1;
}

/* The blank line after a header: what follows is decided by its type. */
static void
end_header (BouncePruner *trim)
{
  g_autofree char *type = bounce_pruner_header_type (&trim->header);
  PrunerLevel *level = innermost_level (trim);

  if (type && !is_well_formed (type))
    trim->header.needs_gmime = TRUE;
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
    trim->header.needs_gmime = TRUE; /* RFC 2046, 5.2.1 forbids it */
  if (role == BOUNCE_PART_MESSAGE && !trim->in_returned
      && !trim->header.encoded)
    {
      if (trim->levels->len >= BOUNCE_NESTING_MAX)
        {
          trim->out.cut |= BOUNCE_CUT_NESTING;
          begin_body (trim, BOUNCE_PART_OTHER);
          return;
        }
      trim->in_returned = level && level->report;
      push_level (trim, NULL, NULL);
      begin_header (trim, FALSE);
      return;
    }
  begin_body (trim, role);
}

/* Closes the levels inside level I (whose boundary was met) and, at its last
   boundary, that one too. */
static void
meet_boundary (BouncePruner *trim, guint i, gboolean last)
{
  trim->node = -1;
  g_array_set_size (trim->levels, last ? i : i + 1);
  const PrunerLevel *level = innermost_level (trim);
  trim->in_returned = level && level->returned;
  if (!last && ++trim->parts > PARTS_MAX)
    {
      trim->out.cut |= BOUNCE_CUT_PARTS;
      trim->state = STATE_BETWEEN;
      trim->drop = TRUE;
      return;
    }
  if (last)
    {
      trim->state = STATE_BETWEEN;
      trim->body_bytes = 0;
    }
  else
    begin_header (trim, TRUE);
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
}

/* If LINE is a boundary of an open multipart, deals with it.  A boundary may
   be followed by white space only (RFC 2046, 5.1.1). */
static gboolean
try_boundary (BouncePruner *trim, const char *line, gsize length)
{
  while (length > 2 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
    length--;
  for (guint i = trim->levels->len; i-- > 0;)
    {
      const PrunerLevel *level = &g_array_index (trim->levels, PrunerLevel, i);
      gsize n = level->length;
      if (n == 0 || length < n + 2
          || memcmp (line + 2, level->boundary, n) != 0)
        continue;
      gboolean last = length == n + 4 && memcmp (line + n + 2, "--", 2) == 0;
      if (length != n + 2 && !last)
        continue;
      if (trim->state == STATE_HEADER)
        {
          end_node_header (trim);
          trim->odd = TRUE; /* a header without a body */
        }
      else
        end_node_body (trim, TRUE);
      if (trim->parts <= PARTS_MAX)
        bounce_pruner_output_line (&trim->out, line, length);
      meet_boundary (trim, i, last);
      return TRUE;
    }
  return FALSE;
}

static void
header_line (BouncePruner *trim, const char *line, gsize length)
{
  if (length > 0)
    {
      bounce_pruner_header_line (&trim->header, line, length);
      return;
    }
  end_node_header (trim);
  if (trim->node == 0)
    trim->fields = trim->header.fields;
  bounce_pruner_output_line (&trim->out, line, 0);
  node_at (trim, trim->node)->body = trim->out.text->len;
  end_header (trim);
}

static void
body_line (BouncePruner *trim, const char *line, gsize length)
{
  if (trim->drop && !trim->header.needs_gmime)
    return;
  if (trim->body_bytes + length + 1 > trim->body_max)
    {
      if (trim->role != BOUNCE_PART_OTHER && !trim->in_returned)
        trim->out.cut |= BOUNCE_CUT_TEXT;
      return;
    }
  if (trim->body_bytes > TEXT_DENSE && !trim->header.encoded
      && trim->role != BOUNCE_PART_STATUS && length > 40
      && memchr (line, ' ', length) == NULL)
    return;
  trim->body_bytes += length + 1;
  bounce_pruner_output_line (&trim->out, line, length);
}

void
bounce_pruner_line (BouncePruner *trim, const char *line, gsize length)
{
  if (length > 2 && line[0] == '-' && line[1] == '-'
      && try_boundary (trim, line, length))
    return;
  if (trim->state == STATE_HEADER)
    header_line (trim, line, length);
  else
    body_line (trim, line, length);
}

/* TRUE if some multipart has no part at all. */
static gboolean
any_childless (BouncePruner *trim)
{
  for (int i = 0; i < (int)trim->nodes->len; i++)
    {
      const BounceNode *next
          = i + 1 < (int)trim->nodes->len ? node_at (trim, i + 1) : NULL;
      if (node_at (trim, i)->kind != BOUNCE_NODE_LEAF
          && (next == NULL || next->parent != i))
        return TRUE;
    }
  return FALSE;
}

BounceCut
bounce_pruner_end (BouncePruner *trim, BounceMail *mail)
{
  if (trim->state == STATE_HEADER)
    {
      end_node_header (trim);
      if (trim->node == 0)
        trim->fields = trim->header.fields;
      trim->odd = TRUE;
    }
  else
    end_node_body (trim, FALSE);
  mail->length = trim->out.text->len;
  mail->bytes = g_string_free (g_steal_pointer (&trim->out.text), FALSE);
  mail->nodes = trim->nodes;
  /* What was not understood, or not followed to its end, GMime reads. */
  if (trim->header.needs_gmime || trim->odd || any_childless (trim)
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
