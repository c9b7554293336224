/* What the pruner has written, and which kinds of things it had to cut off. */
#ifndef BOUNCE_MIME_PRUNER_OUTPUT_H
#define BOUNCE_MIME_PRUNER_OUTPUT_H

#include <glib.h>

typedef enum
{
  BOUNCE_CUT_NOTHING = 0,
  BOUNCE_CUT_HEADER = 1 << 0,  /* header fields, or the tail of one */
  BOUNCE_CUT_TEXT = 1 << 1,    /* the tail of a text or report part */
  BOUNCE_CUT_NESTING = 1 << 2, /* parts nested too deep */
  BOUNCE_CUT_PARTS = 1 << 3    /* too many parts */
} BounceCut;

typedef struct
{
  GString *text; /* owned by the pruner */
  BounceCut cut;
} BouncePrunerOutput;

/* Appends a line of LENGTH bytes and an LF.  FALSE, and nothing is appended, if
   the mail would exceed its limit. */
gboolean bounce_pruner_output_line (BouncePrunerOutput *output,
                                    const char *line, gsize length);

#endif
