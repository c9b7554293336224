/* The body of a part, as much of it as is read.  Part of the pruner. */
#ifndef BOUNCE_MIME_PRUNER_BODY_H
#define BOUNCE_MIME_PRUNER_BODY_H

#include <glib.h>

#include "base/line-ends.h"
#include "mime/part-role.h"
#include "mime/pruner-output.h"

typedef struct
{
  BouncePartRole role;
  gboolean encoded;  /* base64 or quoted-printable */
  gboolean returned; /* it belongs to the returned message */
  gboolean keep_all; /* nothing is left out within the limits */
  gsize bytes;       /* kept so far */
} BouncePrunerBody;

/* The next line of BODY; it goes to OUTPUT if it may be read. */
void bounce_pruner_body_line (BouncePrunerBody *body,
                              BouncePrunerOutput *output, const char *line,
                              gsize length);

/* The same of LINES, from number FIRST on, of which there is one at least. */
void bounce_pruner_body_lines (BouncePrunerBody *body,
                               BouncePrunerOutput *output,
                               const BounceLineRun *lines, guint first);

#endif
