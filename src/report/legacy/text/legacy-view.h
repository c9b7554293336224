/* A mail as the readers of legacy notifications see it: its header and text
   folded, the text cut into lines, each with the word lists that it holds. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_LEGACY_VIEW_H
#define BOUNCE_REPORT_LEGACY_TEXT_LEGACY_VIEW_H

#include <glib.h>

#include "mime/message.h"
#include "text/lists.h"

/* What lies beyond so many bytes of text, or so many lines, is not read. */
#define LEGACY_TEXT_MAX (2 * 1024 * 1024)
#define LEGACY_LINES_MAX 100000
/* How many bytes of the text's beginning are searched for a system's own
   phrases. */
#define LEGACY_HEAD_MAX (12 * 1024)

/* A mail's opening, its first sentence or two, and its beginning, in bytes. */
#define LEGACY_OPENING_MAX 240
#define LEGACY_BEGINNING_MAX 600

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
  guint64 lists; /* a bit for each list of which a phrase ends in it */
} LegacyLine;

/* What the first sentences of a mail say of its reader's own mail. */
typedef struct
{
  gboolean failed;   /* mail to somebody failed, */
  gboolean of_owner; /* who has the address that it comes from; */
  gsize length;      /* up to where that is said, or else all of them, from the
                        first line of the text */
} LegacyStatement;

/* What the recognisers looked for in a view so far (recognition/signs.h), so
   that nobody looks twice. */
typedef struct
{
  guint64 known[2]; /* a bit for each sign, */
  guint64 seen[2];  /* and what was found */
  gboolean has_statement;
  LegacyStatement statement;
  gboolean is_read; /* the next two are filled in */
  BounceListSet opening;
  BounceListSet beginning;
} LegacySigns;

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
  gboolean bare;            /* it was copied without its header */
  gboolean null_sender;     /* Return-Path: <> */
  gboolean failing;         /* the subject says that mail failed */
  gboolean answers;         /* an automatic reply, in the name of who answers */
  gboolean quoted;          /* this view is of a mail quoted in MESSAGE */
  gboolean shed;            /* text and lines are gone: legacy_view_shed */
  LegacySigns *signs;       /* its own: to look changes nothing of the view */
};

/* Line I of VIEW, from 0, which must be there. */
static inline const LegacyLine *
legacy_line (const LegacyView *view, guint i)
{
  return &g_array_index (view->lines, LegacyLine, i);
}

/* The byte behind LINE. */
static inline const char *
legacy_line_end (const LegacyLine *line)
{
  return line->start + line->length;
}

#endif
