/* footnotes: reads recipients that are marked, "a@b (1)" or "(a) <a@b>", and
   the reasons below them behind the same marks.  None is believed unless there
   are several recipients and every mark has its note. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/layouts/footnotes.h"
#include "report/legacy/reasons/group.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"

/* A text of more of them is read as any other. */
#define MARKED_MAX 200
#define NOTES_MAX 50

/* A mark has no more stars, nor letters in its brackets. */
#define MARK_MAX 3

/* What stands in a text: borrowed. */
typedef struct
{
  const char *start;
  gsize length;
} Mark;

typedef struct
{
  BounceAddressSpan address;
  Mark mark;
} Marked;

typedef struct
{
  Mark mark;
  guint indent;
  GString *text;
} Note;

typedef struct
{
  GArray *marked;
  GPtrArray *notes; /* of Note */
  Note *note;       /* the one that goes on; or NULL */
  Mark pending;     /* of the address on the next line; length 0: none */
} Reader;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_string_free (note->text, TRUE);
  g_free (note);
}

/* The length of the mark at P: "(1)", "[b]", "**)", a raised figure; or 0. */
static gsize
mark_length (const char *p, const char *end)
{
  static const char *const raised[] = { "\xc2\xb9", "\xc2\xb2", "\xc2\xb3" };
  const char *q = p;

  for (guint i = 0; i < G_N_ELEMENTS (raised); i++)
    if (end - p >= 2 && memcmp (p, raised[i], 2) == 0)
      return 2;
  while (q < end && *q == '*' && q - p < MARK_MAX)
    q++;
  if (q > p)
    return (gsize)(q - p) + (q < end && *q == ')');
  if (p >= end || (*p != '(' && *p != '['))
    return 0;
  for (q = p + 1; q < end && q - p <= MARK_MAX && g_ascii_isalnum (*q); q++)
    ;
  return q > p + 1 && q < end && *q == (*p == '(' ? ')' : ']')
             ? (gsize)(q + 1 - p)
             : 0;
}

static const char *
skip_blanks (const char *p, const char *end)
{
  while (p < end && strchr (" \t<,;.", *p) != NULL)
    p++;
  return p;
}

static gboolean
same_mark (const Mark *a, const Mark *b)
{
  return a->length == b->length && memcmp (a->start, b->start, a->length) == 0;
}

/* If line I is an address and its mark, which may be that of the line above,
   keeps both. */
static gboolean
read_marked (Reader *reader, const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  Mark mark = { line->start, mark_length (line->start, end) };
  const char *p = skip_blanks (line->start + mark.length, end);
  Marked marked;
  const char *rest;

  if (!bounce_address_find (p, end, &marked.address)
      || marked.address.start != p)
    return FALSE;
  rest = skip_blanks (legacy_skip_closing (marked.address.end, end), end);
  if (rest < end)
    {
      if (mark.length > 0)
        return FALSE;
      mark = (Mark){ rest, mark_length (rest, end) };
      if (mark.length == 0 || skip_blanks (rest + mark.length, end) < end)
        return FALSE;
    }
  if (mark.length == 0)
    mark = reader->pending;
  if (mark.length == 0 || reader->marked->len >= MARKED_MAX)
    return FALSE;
  marked.mark = mark;
  g_array_append_val (reader->marked, marked);
  return TRUE;
}

/* "(1)  S=Lee; G=Ann", or the same behind a label: the address of X.400 before
   one of RFC 822 on the next line. */
static gboolean
read_pending (Reader *reader, const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  const char *colon = memchr (line->start, ':', line->length);
  const char *p = line->start;
  gsize n = mark_length (p, end);

  if (n == 0 && colon != NULL)
    {
      p = skip_blanks (colon + 1, end);
      n = mark_length (p, end);
    }
  if (n == 0 || memchr (p, '=', (gsize)(end - p)) == NULL)
    return FALSE;
  reader->pending = (Mark){ p, n };
  return TRUE;
}

/* Begins the note that LINE is, or goes on with the one above it. */
static void
read_note (Reader *reader, const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  gsize n = mark_length (line->start, end);

  if (n == 0)
    {
      if (reader->note != NULL && line->indent > reader->note->indent)
        legacy_append_line (reader->note->text, line->start, end,
                            LEGACY_REASON_MAX);
      else
        reader->note = NULL;
      return;
    }
  reader->note = NULL;
  if (reader->marked->len == 0 || reader->notes->len >= NOTES_MAX
      || skip_blanks (line->start + n, end) == end)
    return;
  reader->note = g_new0 (Note, 1);
  reader->note->mark = (Mark){ line->start, n };
  reader->note->indent = line->indent;
  reader->note->text = g_string_new (NULL);
  legacy_append_line (reader->note->text, line->start + n, end,
                      LEGACY_REASON_MAX);
  g_ptr_array_add (reader->notes, reader->note);
}

static void
read_line (Reader *reader, const LegacyLine *line)
{
  if (line->length == 0)
    reader->note = NULL;
  else if (memchr (line->start, '@', line->length) != NULL
           && read_marked (reader, line))
    reader->note = NULL;
  else if (reader->notes->len > 0 || !read_pending (reader, line))
    {
      read_note (reader, line);
      reader->pending.length = 0;
    }
}

/* The first note behind MARK, or NULL. */
static const Note *
find_note (const Reader *reader, const Mark *mark)
{
  for (guint i = 0; i < reader->notes->len; i++)
    {
      const Note *note = g_ptr_array_index (reader->notes, i);

      if (same_mark (&note->mark, mark))
        return note;
    }
  return NULL;
}

/* Whether there are several recipients, and a note for each. */
static gboolean
is_complete (const Reader *reader)
{
  for (guint i = 0; i < reader->marked->len; i++)
    if (find_note (reader, &g_array_index (reader->marked, Marked, i).mark)
        == NULL)
      return FALSE;
  return reader->marked->len > 1;
}

gboolean
legacy_read_footnotes (const LegacyView *view, BounceLegacy *legacy)
{
  Reader reader = { 0 };
  gboolean complete;

  reader.marked = g_array_new (FALSE, FALSE, sizeof (Marked));
  reader.notes = g_ptr_array_new_with_free_func (note_free);
  for (guint i = 0; i < view->n_body; i++)
    read_line (&reader, legacy_line (view, i));
  complete = is_complete (&reader);
  for (guint i = 0; complete && i < reader.marked->len; i++)
    {
      const Marked *marked = &g_array_index (reader.marked, Marked, i);
      const BounceAddressSpan *span = &marked->address;
      BounceEvidence *evidence = legacy_recipient_at (legacy, span);

      if (evidence != NULL)
        legacy_add_reason (evidence,
                           find_note (&reader, &marked->mark)->text->str,
                           BOUNCE_ORIGIN_REPORTER);
    }
  g_array_free (reader.marked, TRUE);
  g_ptr_array_free (reader.notes, TRUE);
  return complete;
}
