/* Replies with the category they have, for training and for measuring:
   reply TAB status TAB stage TAB category TAB text, and behind it, if known,
   TAB language TAB source; "-" where there is none.  The format is that of
   tests/replies*.tsv too; there `# language: xx` holds for the lines below,
   and a source is a block of lines. */
#ifndef BOUNCE_RULES_LABELLED_H
#define BOUNCE_RULES_LABELLED_H

#include <glib.h>

#include "model/category.h"
#include "model/evidence.h"
#include "model/status.h"
#include "rules/rules.h"

typedef struct
{
  BounceCategory category;
  guint reply; /* 0: none */
  BounceStatus status;
  BounceStage stage;
  char *words;    /* owned: the text, folded; see text/fold.h */
  guint32 *signs; /* owned: what the text means, see rules/meaning.h */
  guint n_signs;
  char *language; /* owned: "de", or "-" */
  char *source;   /* owned: rows of one source are alike */
  const char *file;
  guint line;
} BounceLabelled;

/* Appends the rows of FILE, a name that must live as long as ROWS, to ROWS.
   MATCHER's rules give the notions for their signs.  FALSE with ERROR set
   ("FILE:LINE: what is wrong") if it can't be read or a line is no row. */
gboolean bounce_labelled_read (GPtrArray *rows, BounceMatcher *matcher,
                               const char *file, GError **error);

/* Appends the examples of RULES, each with its rule's category.  Their file is
   that of RULES, which must live as long as ROWS. */
void bounce_labelled_add_examples (GPtrArray *rows, BounceMatcher *matcher,
                                   const BounceRules *rules);

/* An empty array of BounceLabelled that owns its rows; the caller frees it. */
GPtrArray *bounce_labelled_new (void);

#endif
