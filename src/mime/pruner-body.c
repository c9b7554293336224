/* pruner-body: keeps the lines of a body up to a limit that depends on the
   role of its part.  Bodies that nobody reads are dropped whole. */
#include "config.h"

#include <string.h>

#include "mime/pruner-body.h"

#define TEXT_MAX (2 * 1024 * 1024)   /* bytes of one text part */
#define STATUS_MAX (8 * 1024 * 1024) /* ... of one delivery-status part */

/* Behind the first TEXT_DENSE bytes of an unencoded text, lines without a
   space are a returned attachment and not words. */
#define TEXT_DENSE (128 * 1024)

static gboolean
is_unread (const BouncePrunerBody *body)
{
  return (body->returned || body->role == BOUNCE_PART_OTHER) && !body->keep_all;
}

static gboolean
is_dense (const BouncePrunerBody *body, const char *line, gsize length)
{
  return body->bytes > TEXT_DENSE && !body->encoded
         && body->role != BOUNCE_PART_STATUS && length > 40
         && memchr (line, ' ', length) == NULL;
}

void
bounce_pruner_body_line (BouncePrunerBody *body, BouncePrunerOutput *output,
                         const char *line, gsize length)
{
  gsize limit = body->role == BOUNCE_PART_STATUS ? STATUS_MAX : TEXT_MAX;

  if (is_unread (body))
    return;
  if (body->bytes + length + 1 > limit)
    {
      if (!body->returned && body->role != BOUNCE_PART_OTHER)
        output->cut |= BOUNCE_CUT_TEXT;
      return;
    }
  if (is_dense (body, line, length))
    return;
  body->bytes += length + 1;
  bounce_pruner_output_line (output, line, length);
}

void
bounce_pruner_body_lines (BouncePrunerBody *body, BouncePrunerOutput *output,
                          const BounceLineRun *lines, guint first)
{
  const char *line = bounce_line_run_start (lines, first);
  gsize length = (gsize)(bounce_line_run_end (lines, lines->n - 1) + 1 - line);

  if (is_unread (body))
    return;
  /* Before that nothing is left out. */
  if (body->bytes + length <= TEXT_DENSE
      && bounce_pruner_output_line (output, line, length - 1))
    {
      body->bytes += length;
      return;
    }
  for (guint i = first; i < lines->n; i++)
    {
      const char *end = bounce_line_run_end (lines, i);

      bounce_pruner_body_line (body, output, line, (gsize)(end - line));
      line = end + 1;
    }
}
