/* trim: a mail of any size, line by line, becomes one of bounded size.  It
   follows headers (RFC 5322, 2.2) and multipart boundaries (RFC 2046, 5.1)
   just far enough to know what may go: header fields nobody reads, bodies that
   hold no text, and of the returned message all but its header.  It decodes
   nothing and leaves what it does not understand as it is. */
#include "config.h"

#include <string.h>

#include "header-names.h"
#include "message.h"
#include "mime-type.h"
#include "trim.h"

#define FIELD_MAX (64 * 1024)        /* bytes of one header field */
#define HEADER_MAX (1024 * 1024)     /* bytes of one header */
#define TEXT_MAX (2 * 1024 * 1024)   /* bytes of one text part */
#define STATUS_MAX (8 * 1024 * 1024) /* ... of one delivery-status part */
#define OTHER_MAX (4 * 1024)         /* ... of a part that is not read */
#define TOTAL_MAX (12 * 1024 * 1024) /* ... of the whole mail */
#define PARTS_MAX 1000

/* Behind the first TEXT_DENSE bytes of an unencoded text, lines without a
   space are a returned attachment and not words. */
#define TEXT_DENSE (128 * 1024)

typedef enum
{
  STATE_HEADER, /* of a message or of a part */
  STATE_BODY,
  STATE_BETWEEN /* before a multipart's first part, or after its last */
} TrimState;

/* A multipart that is open, or a message that holds the parts inside it. */
typedef struct
{
  int node;
  char *boundary;    /* NULL: an attached message that is no multipart */
  gboolean report;   /* a report part was seen, or it says that it is one */
  gboolean returned; /* all that is in here is the returned message */
  gboolean digest;
} TrimLevel;

struct BounceTrim
{
  const char *const *extra;
  gboolean shortcut;

  GString *out;
  GString *field; /* the header field being read, with its folds */
  gboolean field_open;
  GArray *levels; /* of TrimLevel */
  GArray *nodes;  /* of BounceNode */
  int node;       /* the one being read */
  BounceCut cut;
  TrimState state;

  /* What the header being read has said so far. */
  char *content_type; /* lower case, parameters and all; or NULL */
  gboolean encoded;   /* base64 or quoted-printable */
  gboolean of_part;   /* a part's header: no blank line may come */
  gboolean in_returned;
  gsize header_bytes;
  gboolean left_out; /* some field of it */
  guint fields;

  /* The body being read. */
  BouncePartRole role;
  gsize body_bytes;
  gsize body_max;
  gboolean drop;     /* nothing but boundaries bears on anything */
  gboolean keep_all; /* the mail is odd: nothing is left out from here on */
  gboolean odd;      /* its structure is GMime's business, and no more */
  guint parts;
};

static void
level_clear (gpointer data)
{
  g_free (((TrimLevel *)data)->boundary);
}

BounceTrim *
bounce_trim_new (gboolean shortcut, const char *const *extra)
{
  BounceTrim *trim = g_new0 (BounceTrim, 1);

  trim->shortcut = shortcut;
  trim->extra = extra;
  trim->field = g_string_sized_new (1024);
  trim->levels = g_array_new (FALSE, TRUE, sizeof (TrimLevel));
  g_array_set_clear_func (trim->levels, level_clear);
  return trim;
}

void
bounce_trim_free (BounceTrim *trim)
{
  if (trim == NULL)
    return;
  if (trim->out)
    g_string_free (trim->out, TRUE);
  if (trim->nodes)
    g_array_unref (trim->nodes);
  g_string_free (trim->field, TRUE);
  g_array_free (trim->levels, TRUE);
  g_free (trim->content_type);
  g_free (trim);
}

static TrimLevel *
innermost_level (BounceTrim *trim)
{
  return trim->levels->len
             ? &g_array_index (trim->levels, TrimLevel, trim->levels->len - 1)
             : NULL;
}

static BounceNode *
node_at (BounceTrim *trim, int i)
{
  return &g_array_index (trim->nodes, BounceNode, i);
}

/* The node whose header is being read ends with it, unless a body follows. */
static void
end_node_header (BounceTrim *trim)
{
  BounceNode *node = node_at (trim, trim->node);

  node->header_end = node->body = node->body_end = trim->out->len;
}

static void
begin_header (BounceTrim *trim, gboolean of_part)
{
  const TrimLevel *level = innermost_level (trim);
  BounceNode node = { BOUNCE_NODE_LEAF,
                      level ? level->node : -1,
                      trim->out->len,
                      trim->out->len,
                      0,
                      0 };

  g_array_append_val (trim->nodes, node);
  trim->node = (int)trim->nodes->len - 1;
  trim->state = STATE_HEADER;
  trim->of_part = of_part;
  g_clear_pointer (&trim->content_type, g_free);
  trim->encoded = FALSE;
  trim->header_bytes = 0;
  trim->left_out = FALSE;
  g_string_truncate (trim->field, 0);
  trim->field_open = FALSE;
}

void
bounce_trim_begin (BounceTrim *trim)
{
  if (trim->out)
    g_string_free (trim->out, TRUE);
  trim->out = g_string_sized_new (8 * 1024);
  if (trim->nodes)
    g_array_unref (trim->nodes);
  trim->nodes = g_array_new (FALSE, FALSE, sizeof (BounceNode));
  g_array_set_size (trim->levels, 0);
  trim->cut = BOUNCE_CUT_NOTHING;
  trim->in_returned = FALSE;
  trim->keep_all = !trim->shortcut;
  trim->odd = FALSE;
  trim->parts = 0;
  trim->fields = 0;
  begin_header (trim, FALSE);
}

static void
emit (BounceTrim *trim, const char *bytes, gsize length)
{
  if (trim->out->len + length + 1 > TOTAL_MAX)
    {
      trim->cut |= BOUNCE_CUT_TEXT;
      return;
    }
  g_string_append_len (trim->out, bytes, (gssize)length);
  g_string_append_c (trim->out, '\n');
}

/* The length of the field name that LINE begins with, 0 if it is none. */
static gsize
field_name_length (const char *line, gsize length)
{
  gsize n = 0;

  while (n < length && line[n] > ' ' && line[n] < 0x7f && line[n] != ':')
    n++;
  return n > 0 && n < length && line[n] == ':' ? n : 0;
}

static gboolean
is_extra (const BounceTrim *trim, const char *name, gsize length)
{
  for (guint i = 0; trim->extra && trim->extra[i]; i++)
    if (strlen (trim->extra[i]) == length
        && g_ascii_strncasecmp (trim->extra[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* A Received field counts only for the address in its "for" clause. */
static gboolean
is_received_for (const char *field, gsize name)
{
  return name == 8 && g_ascii_strncasecmp (field, "received", 8) == 0
         && strstr (field, "for ") == NULL;
}

static gboolean
name_is (const char *field, gsize name, const char *other)
{
  return strlen (other) == name
         && g_ascii_strncasecmp (field, other, name) == 0;
}

/* Notes what the field says of the body that will follow. */
static void
learn_from_field (BounceTrim *trim, const char *field, gsize name)
{
  const char *value = field + name + 1;

  if (name_is (field, name, "content-type"))
    {
      /* Of two, GMime's choice counts: nothing is left out. */
      if (trim->content_type)
        trim->keep_all = TRUE;
      else
        trim->content_type = g_strchug (g_strdup (value));
    }
  else if (name_is (field, name, "content-transfer-encoding"))
    {
      while (g_ascii_isspace (*value))
        value++;
      trim->encoded = g_ascii_strncasecmp (value, "base64", 6) == 0
                      || g_ascii_strncasecmp (value, "quoted", 6) == 0;
    }
}

/* A header of which nothing was kept is none to GMime: one field stands in for
   those that were left out. */
static void
stand_in (BounceTrim *trim)
{
  static const char field[] = "X-Left-Out: 1";

  if (trim->left_out && trim->header_bytes == 0)
    {
      emit (trim, field, sizeof field - 1);
      trim->header_bytes = sizeof field;
    }
}

/* The field is complete: keep it or not. */
static void
end_field (BounceTrim *trim)
{
  GString *field = trim->field;

  if (!trim->field_open)
    return;
  trim->field_open = FALSE;
  gsize name = field_name_length (field->str, field->len);
  gboolean keep = trim->keep_all || is_extra (trim, field->str, name)
                  || (bounce_header_is_wanted (field->str, name)
                      && !is_received_for (field->str, name));
  if (keep)
    {
      trim->header_bytes += field->len + 1;
      if (trim->header_bytes <= HEADER_MAX)
        emit (trim, field->str, field->len);
      else
        trim->cut |= BOUNCE_CUT_HEADER;
      learn_from_field (trim, field->str, name);
    }
  else
    trim->left_out = TRUE;
  g_string_truncate (field, 0);
}

static void
append_field (BounceTrim *trim, const char *line, gsize length)
{
  GString *field = trim->field;
  gsize room = field->len < FIELD_MAX ? FIELD_MAX - field->len : 0;

  if (length + 1 > room)
    {
      trim->cut |= BOUNCE_CUT_HEADER;
      return;
    }
  if (field->len)
    g_string_append_c (field, '\n');
  gsize from = field->len;
  g_string_append_len (field, line, (gssize)length);
  /* A NUL would end the header for everybody who reads on. */
  for (char *nul = field->str + from;
       (nul = memchr (nul, 0, (gsize)(field->str + field->len - nul)));)
    *nul = '?';
}

/* The media type alone, lower case: "text/plain".  NULL if none was given. */
static char *
media_type (const char *content_type)
{
  if (content_type == NULL)
    return NULL;
  gsize n = strcspn (content_type, "; \t\n(");
  return g_ascii_strdown (content_type, (gssize)n);
}

static void
begin_body (BounceTrim *trim, BouncePartRole role)
{
  trim->state = STATE_BODY;
  trim->role = role;
  trim->body_bytes = 0;
  trim->drop = trim->in_returned;
  trim->body_max = TEXT_MAX;
  if (role == BOUNCE_PART_STATUS)
    trim->body_max = STATUS_MAX;
  else if (role == BOUNCE_PART_OTHER)
    trim->body_max = trim->keep_all ? TEXT_MAX : OTHER_MAX;
  if (role == BOUNCE_PART_OTHER)
    trim->drop = TRUE;
}

static gboolean
is_open_boundary (BounceTrim *trim, const char *boundary)
{
  for (guint i = 0; i < trim->levels->len; i++)
    if (g_strcmp0 (g_array_index (trim->levels, TrimLevel, i).boundary,
                   boundary)
        == 0)
      return TRUE;
  return FALSE;
}

static void
push_level (BounceTrim *trim, char *boundary, const char *type)
{
  TrimLevel level = { trim->node, boundary, FALSE, trim->in_returned, FALSE };

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
begin_multipart (BounceTrim *trim, const char *type)
{
  char *boundary = bounce_message_boundary (trim->content_type);

  if (boundary == NULL || *boundary == 0
      || trim->levels->len >= BOUNCE_NESTING_MAX)
    {
      if (trim->levels->len >= BOUNCE_NESTING_MAX)
        trim->cut |= BOUNCE_CUT_NESTING;
      g_free (boundary);
      begin_body (trim, BOUNCE_PART_TEXT);
      return;
    }
  if (is_open_boundary (trim, boundary))
    trim->keep_all = TRUE;
  begin_body (trim, BOUNCE_PART_TEXT);
  if (trim->in_returned)
    { /* its parts are never looked at */
      g_free (boundary);
      return;
    }
  push_level (trim, boundary, type);
  trim->state = STATE_BETWEEN;
}

/* The blank line after a header: what follows is decided by its type. */
static void
end_header (BounceTrim *trim)
{
  end_field (trim);
  g_autofree char *type = media_type (trim->content_type);
  TrimLevel *level = innermost_level (trim);

  if (type && g_str_has_prefix (type, "multipart/"))
    {
      begin_multipart (trim, type);
      return;
    }
  BouncePartRole role = bounce_mime_role (type);
  if (type == NULL && trim->of_part && level && level->digest)
    role = BOUNCE_PART_MESSAGE;
  if (level && bounce_mime_is_report (role))
    level->report = TRUE;
  if (role == BOUNCE_PART_MESSAGE && trim->encoded)
    trim->keep_all = TRUE; /* RFC 2046, 5.2.1 forbids it */
  if (role == BOUNCE_PART_MESSAGE && !trim->in_returned && !trim->encoded)
    {
      if (trim->levels->len >= BOUNCE_NESTING_MAX)
        {
          trim->cut |= BOUNCE_CUT_NESTING;
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
meet_boundary (BounceTrim *trim, guint i, gboolean last)
{
  trim->node = -1;
  g_array_set_size (trim->levels, last ? i : i + 1);
  const TrimLevel *level = innermost_level (trim);
  trim->in_returned = level && level->returned;
  if (!last && ++trim->parts > PARTS_MAX)
    {
      trim->cut |= BOUNCE_CUT_PARTS;
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
end_node_body (BounceTrim *trim, gboolean before_boundary)
{
  BounceNode *node = trim->node >= 0 ? node_at (trim, trim->node) : NULL;

  if (node == NULL || node->kind != BOUNCE_NODE_LEAF)
    return;
  node->body_end = trim->out->len;
  if (before_boundary && node->body_end > node->body)
    node->body_end--;
}

/* If LINE is a boundary of an open multipart, deals with it.  A boundary may
   be followed by white space only (RFC 2046, 5.1.1). */
static gboolean
try_boundary (BounceTrim *trim, const char *line, gsize length)
{
  while (length > 2 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
    length--;
  for (guint i = trim->levels->len; i-- > 0;)
    {
      const char *boundary
          = g_array_index (trim->levels, TrimLevel, i).boundary;
      gsize n = boundary ? strlen (boundary) : 0;
      if (n == 0 || length < n + 2 || memcmp (line + 2, boundary, n) != 0)
        continue;
      gboolean last = length == n + 4 && memcmp (line + n + 2, "--", 2) == 0;
      if (length != n + 2 && !last)
        continue;
      if (trim->state == STATE_HEADER)
        {
          end_field (trim);
          stand_in (trim);
          end_node_header (trim);
          trim->odd = TRUE; /* a header without a body */
        }
      else
        end_node_body (trim, TRUE);
      if (trim->parts <= PARTS_MAX)
        emit (trim, line, length);
      meet_boundary (trim, i, last);
      return TRUE;
    }
  return FALSE;
}

static void
header_line (BounceTrim *trim, const char *line, gsize length)
{
  if (length == 0)
    {
      end_field (trim);
      stand_in (trim);
      end_node_header (trim);
      emit (trim, line, 0);
      node_at (trim, trim->node)->body = trim->out->len;
      end_header (trim);
      return;
    }
  if ((*line == ' ' || *line == '\t') && trim->field_open)
    {
      append_field (trim, line, length);
      return;
    }
  end_field (trim);
  if (field_name_length (line, length) == 0)
    {
      /* No field at all.  What GMime makes of it, and of what follows, is its
         business: from here on nothing is left out. */
      stand_in (trim);
      trim->keep_all = TRUE;
    }
  else if (trim->levels->len == 0 && !trim->of_part)
    trim->fields++;
  trim->field_open = TRUE;
  append_field (trim, line, length);
}

static void
body_line (BounceTrim *trim, const char *line, gsize length)
{
  if (trim->drop && !trim->keep_all)
    return;
  if (trim->body_bytes + length + 1 > trim->body_max)
    {
      if (trim->role != BOUNCE_PART_OTHER && !trim->in_returned)
        trim->cut |= BOUNCE_CUT_TEXT;
      return;
    }
  if (trim->body_bytes > TEXT_DENSE && !trim->encoded
      && trim->role != BOUNCE_PART_STATUS && length > 40
      && memchr (line, ' ', length) == NULL)
    return;
  trim->body_bytes += length + 1;
  emit (trim, line, length);
}

void
bounce_trim_line (BounceTrim *trim, const char *line, gsize length)
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
any_childless (BounceTrim *trim)
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
bounce_trim_end (BounceTrim *trim, BounceMail *mail)
{
  if (trim->state == STATE_HEADER)
    {
      end_field (trim);
      end_node_header (trim);
      trim->odd = TRUE;
    }
  else
    end_node_body (trim, FALSE);
  mail->length = trim->out->len;
  mail->bytes = g_string_free (g_steal_pointer (&trim->out), FALSE);
  mail->nodes = trim->nodes;
  /* What was not understood, or not followed to its end, GMime reads. */
  if (trim->keep_all || trim->odd || any_childless (trim)
      || trim->cut & (BOUNCE_CUT_NESTING | BOUNCE_CUT_PARTS))
    g_clear_pointer (&mail->nodes, g_array_unref);
  trim->nodes = NULL;
  return trim->cut;
}

gboolean
bounce_trim_was_mail (const BounceTrim *trim)
{
  return trim->fields > 0;
}
