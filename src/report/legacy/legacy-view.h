/* A mail as the readers of legacy notifications see it: its header and text
   folded, the text cut into lines, each with the word lists that it holds. */
#ifndef BOUNCE_REPORT_LEGACY_LEGACY_VIEW_H
#define BOUNCE_REPORT_LEGACY_LEGACY_VIEW_H

#include <glib.h>

#include "mime/message.h"
#include "text/fold.h"
#include "text/lists.h"

/* Of a longer text, of more lines, the rest is not read. */
#define LEGACY_TEXT_MAX (2 * 1024 * 1024)
#define LEGACY_LINES_MAX 100000
/* How many bytes of the text's beginning are searched for a system's own
   phrases. */
#define LEGACY_HEAD_MAX (12 * 1024)

typedef struct LegacyView LegacyView;

typedef struct
{
  const char *start; /* without indentation and trailing white space */
  guint length;
  guint indent;
  guint field; /* the length of the field name that it begins with, or 0 */
  /* Of the lines of the body, folded (legacy_fold_lines): */
  guint32 from, to;           /* where it stands in the view's folded lines */
  guint32 bare_from, bare_to; /* the same without what decorates it */
  guint hits;                 /* the first that may end in it */
  guint64 lists;              /* of each that ends in it a bit (list_bit) */
} LegacyLine;

/* A mail, or one quoted in it, as the readers see it. */
struct LegacyView
{
  const BounceMessage *message;
  char *text; /* what the lines borrow */
  char *from; /* folded, never NULL; so are the next three */
  char *subject;
  char *to;
  char *sender;             /* Return-Path */
  char *head;               /* the beginning of the text, folded */
  BounceListSet from_lists; /* which word lists these hold */
  BounceListSet subject_lists;
  BounceListSet head_lists;
  BounceListSet line_lists; /* what a part of the body may hold */
  GArray *lines;            /* of LegacyLine */
  GString *folded;          /* those of the body, parted by single spaces */
  BounceListReader reader;  /* and the phrases in it */
  guint n_body;             /* the lines before the returned message */
  guint returned;           /* the line its header begins at; n lines: none */
  gboolean daemon;          /* the sender looks like a mail system */
  gboolean bare;            /* copied without a header: only the text tells */
  gboolean null_sender;     /* Return-Path: <> */
  gboolean failing;         /* the subject says that mail failed */
  gboolean reports;         /* the text begins with it, as machines write */
  gboolean stated;          /* the text states it, whoever wrote it */
  gboolean answers;         /* an automatic reply, in the name of who answers */
  gboolean quoted;          /* this view is of a mail quoted in MESSAGE */
  gboolean shed;            /* text and lines are gone: legacy_view_shed */
};

/* MESSAGE, which must live as long, as the readers see it.  Never NULL; free
   with legacy_view_free, which ignores NULL. */
LegacyView *legacy_view_new (const BounceMessage *message);

/* The same of any text and header values (each may be NULL); takes over TEXT.
 */
LegacyView *legacy_view_make (const BounceMessage *message, char *text,
                              const char *from, const char *subject,
                              const char *to, const char *sender);

/* The mail that the text of OUTER forwards or quotes; NULL if it does neither.
   OUTER may be shed, also then. */
LegacyView *legacy_view_quoted (LegacyView *outer);

/* The text file that is attached to OUTER's message, which forwards it; NULL if
   none is.  OUTER may be shed, and may have been. */
LegacyView *legacy_view_attached (LegacyView *outer);
void legacy_view_free (LegacyView *view);

/* Another view is made, and VIEW's header is all that is asked for from now on:
   where it is large, its text and lines go. */
void legacy_view_shed (LegacyView *view);

/* Line I of VIEW, from 0, which must be there. */
static inline const LegacyLine *
legacy_line (const LegacyView *view, guint i)
{
  return &g_array_index (view->lines, LegacyLine, i);
}

/* bounce_fold_line; the caller frees it. */
static inline char *
legacy_fold (const char *text, gssize length)
{
  return bounce_fold_line (text, length);
}

/* Gives VIEW empty buffers: for its lines, LENGTH folded bytes of them, and the
   phrases in these.  The thread's next view may get them back. */
void legacy_buffers_take (LegacyView *view, gsize length);
void legacy_buffers_give_back (LegacyView *view);

/* TEXT, which it takes over, with colons behind the labels of tables: "To |
   a@b" is "To: a@b". */
char *legacy_label_cells (char *text);

/* Cuts the text of VIEW into lines. */
void legacy_split_lines (LegacyView *view);

/* Folds the lines FIRST to STOP - 1; all lines before them were.  Several at
   once are read faster than one after the other. */
void legacy_fold_lines (LegacyView *view, guint first, guint stop);

/* LINE begins with a field: fills SET with the lists of names that have the
   field's name; and TRUE if the list NAMES has it. */
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

/* Whether TEXT, one of From, Subject and the head of VIEW, holds a phrase of
   LIST. */
gboolean legacy_view_has (const LegacyView *view, const char *text,
                          BounceList list);

/* As bounce_list_after, in the head of VIEW. */
const char *legacy_head_after (const LegacyView *view, BounceList list);

/* Finds where in VIEW's lines the returned message begins, and how many lines
   of body stand before it and its heading. */
void legacy_find_returned (LegacyView *view);

#endif
