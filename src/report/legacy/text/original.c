/* original: finds where in a text the returned message begins: below a line
   that says so, or by its own header.  What stands there is no evidence. */
#include "config.h"

#include <string.h>

#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/original.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/lists.h"

/* No longer are a line that tells of a failure, a heading, and its words
   without what decorates them, in bytes. */
#define SENTENCE_MAX 400
#define HEADING_MAX 200
#define HEADING_WORDS_MAX 90

/* In so many lines below its heading the returned header begins. */
#define LINES_BEFORE_FIELD 12

/* A header block has at least so many fields, and so much of what tells it. */
#define BLOCK_FIELDS_MIN 2
#define BLOCK_STRONG_MIN 3

/* Counts the header fields from line I on to the first line that is none;
   STRONG those that only a message's own header has, until they are enough. */
static guint
block_length (const LegacyView *view, guint i, guint *fields, guint *strong)
{
  guint start = i;

  *fields = *strong = 0;
  for (; i < view->lines->len; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length == 0)
        break;
      if (line->field > 0 && line->indent <= legacy_line (view, start)->indent)
        {
          BounceListSet names;

          ++*fields;
          if (*strong >= BLOCK_STRONG_MIN)
            continue;
          legacy_field_lists (line, &names);
          *strong += bounce_lists_hold (&names, BOUNCE_LIST_STRONG_FIELD)   ? 2
                     : bounce_lists_hold (&names, BOUNCE_LIST_QUOTED_FIELD) ? 1
                                                                            : 0;
        }
      else if (line->indent == 0 || *fields == 0)
        break;
    }
  return i - start;
}

/* So many lines behind a header that is told to people, its reason follows. */
#define TOLD_MAX 8

/* Whether the N header lines at I only tell people which mail it was: none of
   them is of the transport, and a reply follows them, or what leads to a
   reason. */
static gboolean
is_told (const LegacyView *view, guint i, guint n, guint stop)
{
  guint end = i + n;

  for (guint k = i; k < end; k++)
    if (legacy_is_field_of (legacy_line (view, k), BOUNCE_LIST_MACHINE_FIELD))
      return FALSE;
  for (guint k = end; k < MIN (stop, end + TOLD_MAX); k++)
    {
      const LegacyLine *line = legacy_line (view, k);
      g_autofree char *text = g_strndup (line->start, line->length);
      g_autofree char *folded = legacy_fold_line (view, k);

      if (legacy_has_reply (text)
          || bounce_list_begins (folded, BOUNCE_LIST_REASON_LABEL)
          || (legacy_is_bare_label (text, line->length)
              && bounce_list_in (folded, BOUNCE_LIST_REASON_LABEL)))
        return TRUE;
    }
  return FALSE;
}

/* Whether a line in FIRST..END says that mail failed, and, if LEADS, leads to
   whom it failed for. */
static gboolean
tells_failure (const LegacyView *view, guint first, guint end, gboolean leads)
{
  for (guint k = first; k < end; k++)
    {
      const LegacyLine *line = legacy_line (view, k);
      g_autofree char *folded = legacy_fold_line (view, k);

      if (line->length < SENTENCE_MAX
          && (!leads || legacy_is_bare_label (line->start, line->length))
          && legacy_states_failure (folded))
        return TRUE;
    }
  return FALSE;
}

/* Whether the N header lines at I, indented, tell which mail is spoken of, and
   only what follows them tells that it failed. */
static gboolean
is_introduction (const LegacyView *view, guint i, guint n, guint stop)
{
  return legacy_line (view, i)->indent > 0 && i < TOLD_MAX
         && !tells_failure (view, 0, i, FALSE)
         && tells_failure (view, i + n, MIN (stop, i + n + TOLD_MAX), TRUE);
}

/* Where a message's header begins at or behind line I, before STOP. */
static guint
find_block (const LegacyView *view, guint i, guint stop)
{
  while (i < stop)
    {
      guint fields;
      guint strong;
      guint n = block_length (view, i, &fields, &strong);

      /* Indented fields are told to people: "Your message / Subject: x". */
      if (fields >= BLOCK_FIELDS_MIN && strong >= BLOCK_STRONG_MIN
          && (legacy_line (view, i)->indent == 0
              || legacy_is_field_of (legacy_line (view, i),
                                     BOUNCE_LIST_TRANSPORT_FIELD))
          && !is_told (view, i, n, stop) && !is_introduction (view, i, n, stop))
        return i;
      i += MAX (n, 1);
    }
  return view->lines->len;
}

/* A heading such as "----- Original message -----" that no text for people
   follows. */
static gboolean
is_heading (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);

  if (line->length < 4 || line->length > HEADING_MAX)
    return FALSE;
  /* A sentence only mentions it: "the attached returned message". */
  if (strchr ("-=_*#|<>", line->start[0]) != NULL
          ? !legacy_line_holds (view, i, BOUNCE_LIST_RETURNED_HEADING)
          : !legacy_line_begins (view, i, BOUNCE_LIST_RETURNED_HEADING))
    return FALSE;
  return line->bare_to - line->bare_from < HEADING_WORDS_MAX
         && !legacy_line_holds (view, i, BOUNCE_LIST_NO_HEADING);
}

/* So many lines are folded before one is looked at. */
#define LINES_AT_ONCE 8

void
legacy_find_returned (LegacyView *view)
{
  guint n = view->lines->len;
  guint text = 0; /* lines with something to read so far */

  view->returned = find_block (view, 0, n);
  while (view->returned < n && view->returned == 0)
    {
      /* A text that begins as a header is no returned message. */
      guint fields;
      guint strong;
      view->returned
          = find_block (view, block_length (view, 0, &fields, &strong) + 1, n);
    }
  view->n_body = view->returned;
  for (guint i = 0; i < view->n_body; i++)
    {
      if (i % LINES_AT_ONCE == 0)
        legacy_fold_lines (view, i, MIN (i + LINES_AT_ONCE, view->n_body));
      if (text > 0 && is_heading (view, i))
        {
          view->n_body = i;
          break;
        }
      text += legacy_line (view, i)->length > 0;
    }
  if (view->n_body < n && view->returned >= n)
    for (guint i = view->n_body + 1;
         i < MIN (n, view->n_body + LINES_BEFORE_FIELD); i++)
      if (legacy_line (view, i)->field > 0)
        {
          view->returned = i;
          break;
        }
}
