/* The lines of a view: what each is, and which phrases of the word lists stand
   in it.  Lines are numbered from 0. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_LINES_H
#define BOUNCE_REPORT_LEGACY_TEXT_LINES_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"
#include "text/lists.h"

/* Cuts the text of VIEW into lines. */
void legacy_split_lines (LegacyView *view);

/* Folds the lines FIRST to STOP - 1; all lines before them were.  Several at
   once are read faster than one after the other. */
void legacy_fold_lines (LegacyView *view, guint first, guint stop);

/* Of LINE, which begins with a field: the first function fills SET with the
   lists that hold the field's name, the second tells whether NAMES is one of
   them. */
void legacy_field_lists (const LegacyLine *line, BounceListSet *set);
gboolean legacy_is_field_of (const LegacyLine *line, BounceList names);

/* Line I, of the body or not, folded, without what decorates it ("-----",
   "***"); the caller frees it. */
char *legacy_fold_line (const LegacyView *view, guint i);

/* Whether line I of the body, without what decorates it, holds a phrase of
   LIST, or begins with one. */
gboolean legacy_line_holds (const LegacyView *view, guint i, BounceList list);
gboolean legacy_line_begins (const LegacyView *view, guint i, BounceList list);

/* Whether the lines FIRST to LAST of the body, as one text, hold a phrase of
   LIST. */
gboolean legacy_lines_hold (const LegacyView *view, guint first, guint last,
                            BounceList list);

/* FALSE if no part of VIEW's body can hold a phrase of LIST, so that nobody
   needs to look.  TRUE promises nothing. */
gboolean legacy_line_may_hold (const LegacyView *view, BounceList list);

/* Whether one of the first lines of the body begins with a phrase of LIST:
   there people are greeted. */
gboolean legacy_opens_with (const LegacyView *view, BounceList list);

/* Whether line I of the body is a field of a mail that is told to people. */
gboolean legacy_is_field (const LegacyView *view, guint i);

/* What stands behind the first colon of LINE, also the full-width one (U+FF1A);
   borrowed.  NULL if it has none. */
const char *legacy_behind_colon (const LegacyLine *line);

/* Whether line I of the body has a label that a reason follows: one of the
   list, or a noun such as "error" somewhere before its colon. */
gboolean legacy_labels_reason (const LegacyView *view, guint i);

/* Whether TEXT, or line I of the body, is "Reason:" with nothing behind it. */
gboolean legacy_is_bare_label (const char *text, gsize length);
gboolean legacy_line_is_label (const LegacyView *view, guint i);

/* Whether From, the subject, or the head of VIEW holds a phrase of LIST. */
static inline gboolean
legacy_from_has (const LegacyView *view, BounceList list)
{
  return bounce_lists_hold (&view->from_lists, list);
}

static inline gboolean
legacy_subject_has (const LegacyView *view, BounceList list)
{
  return bounce_lists_hold (&view->subject_lists, list);
}

static inline gboolean
legacy_head_has (const LegacyView *view, BounceList list)
{
  return bounce_lists_hold (&view->head_lists, list);
}

/* As bounce_list_after, in the head of VIEW. */
const char *legacy_head_after (const LegacyView *view, BounceList list);

#endif
