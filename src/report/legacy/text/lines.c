/* lines: cuts the text of a notification into lines, folds each once, and
   finds the phrases of the word lists in them: from then on what a line holds
   is looked up.  Knows nothing of what lines mean. */
#include "config.h"

#include <string.h>

#include "base/append.h"
#include "model/status.h"
#include "report/legacy/text/buffers.h"
#include "report/legacy/text/known-line.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "text/fold-characters.h"
#include "text/header-field.h"
#include "text/lists.h"

/* So many lines, empty ones not counted, open a text. */
#define OPENING_LINES 4

/* Most notifications have fewer lines. */
#define USUAL_LINES 128

/* Who has more may have as many as there may be: memory that is not written to
   costs nothing, that which was copied from does. */
#define MANY_LINES 8192

/* What decorates a line: "-----", "***". */
static gboolean
is_ornament (char c)
{
  return !g_ascii_isalnum (c) && strchr ("-=_*#|+~<>. \t", c) != NULL;
}

/* A colon of full width, as Chinese and Japanese labels have it. */
static const char wide_colon[] = "\xef\xbc\x9a";

/* The line N, which is new: the array grows by many at a time, and but a few
   times. */
static LegacyLine *
new_line (GArray *lines, guint n)
{
  if (n == lines->len)
    g_array_set_size (lines, n >= MANY_LINES ? LEGACY_LINES_MAX
                                             : MAX (2 * n, USUAL_LINES));
  return &g_array_index (lines, LegacyLine, n);
}

/* "Received: 250 OK", of a session that is told, is no field of a header. */
static gboolean
tells_reply (const LegacyLine *line)
{
  const char *value = line->start + line->field;

  while (*value == ':' || *value == ' ')
    value++;
  return *value >= '2' && *value <= '5' && bounce_reply_parse (value) != 0
         && (value[3] == ' ' || value[3] == '-')
         && line->start + line->length > value + 3;
}

void
legacy_split_lines (LegacyView *view)
{
  const char *p = view->text;
  guint n = 0;

  legacy_buffers_take (view, strlen (view->text) + 256);
  while (*p != '\0' && n < LEGACY_LINES_MAX)
    {
      const char *end = strchr (p, '\n');
      LegacyLine line = { .start = p };
      const char *stop = end = end != NULL ? end : p + strlen (p);

      while (line.start < stop && !g_ascii_isgraph (*line.start)
             && bounce_fold_is_blank (g_utf8_get_char (line.start)))
        line.start = g_utf8_next_char (line.start);
      while (stop > line.start && (guchar)stop[-1] <= ' ')
        stop--;
      line.length = (guint)(stop - line.start);
      line.indent = (guint)(line.start - p);
      line.field
          = (guint)bounce_header_field_name_in_text (line.start, line.length);
      if (line.field > 0 && tells_reply (&line))
        line.field = 0;
      *new_line (view->lines, n++) = line;
      p = *end == '\0' ? end : end + 1;
    }
  g_array_set_size (view->lines, n);
}

void
legacy_field_lists (const LegacyLine *line, BounceListSet *set)
{
  char name[BOUNCE_HEADER_FIELD_NAME_MAX + 2];
  guint n = line->field;

  for (guint i = 0; i < n; i++)
    name[i] = g_ascii_tolower (line->start[i]);
  name[n] = n > 0 ? ':' : '\0';
  name[n + 1] = '\0';
  bounce_lists_begin (set, name);
}

gboolean
legacy_is_field_of (const LegacyLine *line, BounceList names)
{
  BounceListSet set;

  legacy_field_lists (line, &set);
  return bounce_lists_hold (&set, names);
}

char *
legacy_fold_line (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *start = line->start;
  const char *end = start + line->length;

  while (start < end && is_ornament (*start))
    start++;
  while (end > start && is_ornament (end[-1]))
    end--;
  return bounce_fold_line (start, end - start);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t';
}

/* What of LINE, which is folded, is no ornament: those are the same folded, but
   for the white space between them. */
static void
find_bare (const LegacyView *view, LegacyLine *line)
{
  const char *folded = view->folded->str;
  const char *start = line->start;
  const char *end = start + line->length;

  line->bare_from = line->from;
  line->bare_to = line->to;
  for (; start < end && is_ornament (*start); start++)
    if (!is_space (*start))
      {
        while (line->bare_from < line->bare_to
               && folded[line->bare_from] == ' ')
          line->bare_from++;
        line->bare_from += line->bare_from < line->bare_to;
      }
  for (; end > start && is_ornament (end[-1]); end--)
    if (!is_space (end[-1]))
      {
        while (line->bare_to > line->bare_from
               && folded[line->bare_to - 1] == ' ')
          line->bare_to--;
        line->bare_to -= line->bare_to > line->bare_from;
      }
  while (line->bare_from < line->bare_to && folded[line->bare_from] == ' ')
    line->bare_from++;
  while (line->bare_to > line->bare_from && folded[line->bare_to - 1] == ' ')
    line->bare_to--;
}

/* Reads what of the folded lines was not read yet. */
static void
read_on (LegacyView *view)
{
  BounceListReader *reader = &view->reader;
  guint32 at = reader->at;

  bounce_list_reader_read (reader, view->folded->str + at,
                           view->folded->len - at);
}

/* A line that is KNOWN is read at once, the others up to it then. */
static void
append_known (LegacyView *view, const LegacyKnownLine *known)
{
  GString *folded = view->folded;

  if (known->length == 0)
    return;
  read_on (view);
  bounce_append (folded, known->folded, known->length);
  bounce_list_reader_reread (&view->reader,
                             folded->str + folded->len - known->length,
                             known->length, &known->read);
}

static void
fold_next (LegacyView *view, LegacyLine *line)
{
  GString *folded = view->folded;
  gsize old = folded->len;
  LegacyKnownLine known;

  if (old > 0)
    g_string_append_c (folded, ' ');
  line->from = (guint32)folded->len;
  if (legacy_known_line (line->start, line->length, &known))
    append_known (view, &known);
  else
    bounce_fold_line_append (folded, line->start, line->length);
  if (folded->len == line->from)
    {
      g_string_truncate (folded, old);
      line->from = (guint32)old;
    }
  line->to = (guint32)folded->len;
  find_bare (view, line);
}

/* One of 64: what has none of a list's hits has, mostly, not its bit. */
static inline guint64
list_bit (guint list)
{
  return G_GUINT64_CONSTANT (1) << list % 64;
}

void
legacy_fold_lines (LegacyView *view, guint first, guint stop)
{
  LegacyLine *lines = (LegacyLine *)view->lines->data;
  BounceListReader *reader = &view->reader;
  guint hit = reader->n_hits;

  for (guint i = first; i < stop; i++)
    fold_next (view, &lines[i]);
  read_on (view);
  for (guint i = first; i < stop; i++)
    {
      lines[i].hits = hit;
      for (; hit < reader->n_hits && reader->hits[hit].end <= lines[i].to;
           hit++)
        lines[i].lists |= list_bit (reader->hits[hit].list);
    }
}

/* Whether the bytes FROM to TO of the folded lines, FROM in LINE, hold a phrase
   of LIST.  BEGINS: only at FROM. */
static gboolean
holds (const LegacyView *view, const LegacyLine *line, guint32 from, guint32 to,
       BounceList list, gboolean begins)
{
  for (guint i = line->hits; i < view->reader.n_hits; i++)
    {
      const BounceListHit *hit = &view->reader.hits[i];

      if (hit->end > to)
        break;
      if (hit->list == list && bounce_hit_fits (hit, from, to)
          && (!begins || bounce_hit_start (hit) == from))
        return TRUE;
    }
  return FALSE;
}

gboolean
legacy_line_holds (const LegacyView *view, guint i, BounceList list)
{
  const LegacyLine *line = legacy_line (view, i);

  return (line->lists & list_bit (list)) != 0
         && holds (view, line, line->bare_from, line->bare_to, list, FALSE);
}

gboolean
legacy_line_begins (const LegacyView *view, guint i, BounceList list)
{
  const LegacyLine *line = legacy_line (view, i);

  return (line->lists & list_bit (list)) != 0
         && holds (view, line, line->bare_from, line->bare_to, list, TRUE);
}

gboolean
legacy_lines_hold (const LegacyView *view, guint first, guint last,
                   BounceList list)
{
  const LegacyLine *line = legacy_line (view, first);

  return holds (view, line, line->from, legacy_line (view, last)->to, list,
                FALSE);
}

gboolean
legacy_is_field (const LegacyView *view, guint i)
{
  return legacy_line_begins (view, i, BOUNCE_LIST_QUOTED_OTHER)
         || legacy_line_begins (view, i, BOUNCE_LIST_QUOTED_FROM)
         || legacy_line_begins (view, i, BOUNCE_LIST_QUOTED_SUBJECT)
         || legacy_line_begins (view, i, BOUNCE_LIST_MAIL_FACT);
}

const char *
legacy_behind_colon (const LegacyLine *line)
{
  const char *colon = memchr (line->start, ':', line->length);
  const char *wide
      = memmem (line->start, line->length, wide_colon, strlen (wide_colon));

  if (wide != NULL && (colon == NULL || wide < colon))
    return wide + strlen (wide_colon);
  return colon != NULL ? colon + 1 : NULL;
}

/* A label is no longer, in bytes. */
#define LABEL_MAX 72

/* Whether a colon may end a label at LINE's beginning; of most lines no list is
   asked. */
static gboolean
may_have_label (const LegacyLine *line)
{
  gsize n = MIN (line->length, LABEL_MAX);

  return memchr (line->start, ':', n) != NULL
         || memchr (line->start, *wide_colon, n) != NULL;
}

gboolean
legacy_labels_reason (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *rest;
  g_autofree char *label = NULL;

  if (legacy_line_holds (view, i, BOUNCE_LIST_REASON_LABEL))
    return TRUE;
  if (!may_have_label (line)
      || !legacy_line_holds (view, i, BOUNCE_LIST_REASON_NOUN)
      || (rest = legacy_behind_colon (line)) == NULL
      || rest - line->start > LABEL_MAX)
    return FALSE;
  label = bounce_fold_line (line->start, rest - line->start - 1);
  return strchr (label, '@') == NULL
         && bounce_list_in (g_strchomp (label), BOUNCE_LIST_REASON_NOUN);
}

gboolean
legacy_is_bare_label (const char *text, gsize length)
{
  const gsize n = strlen (wide_colon);

  return (length > 0 && text[length - 1] == ':')
         || (length >= n && memcmp (text + length - n, wide_colon, n) == 0);
}

gboolean
legacy_line_is_label (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);

  return legacy_is_bare_label (view->folded->str + line->bare_from,
                               line->bare_to - line->bare_from);
}

gboolean
legacy_opens_with (const LegacyView *view, BounceList list)
{
  if (!legacy_line_may_hold (view, list))
    return FALSE;
  for (guint i = 0, seen = 0; i < view->n_body && seen < OPENING_LINES; i++)
    {
      if (legacy_line (view, i)->length == 0)
        continue;
      if (legacy_line_begins (view, i, list))
        return TRUE;
      seen++;
    }
  return FALSE;
}

const char *
legacy_head_after (const LegacyView *view, BounceList list)
{
  guint32 length = (guint32)strlen (view->head);
  const BounceListHit *best = NULL;

  if (!legacy_head_has (view, list))
    return NULL;
  for (guint i = 0; i < view->reader.n_hits; i++)
    {
      const BounceListHit *hit = &view->reader.hits[i];

      if (hit->list == list && bounce_hit_fits (hit, 0, length)
          && (best == NULL || bounce_hit_order (hit) < bounce_hit_order (best)))
        best = hit;
    }
  return view->head + best->end;
}

gboolean
legacy_line_may_hold (const LegacyView *view, BounceList list)
{
  return bounce_lists_hold (&view->line_lists, list);
}
