/* The multiparts and attached messages that are open while a mail is pruned,
   and their boundaries (RFC 2046, 5.1).  Part of the pruner. */
#ifndef BOUNCE_MIME_PRUNER_LEVELS_H
#define BOUNCE_MIME_PRUNER_LEVELS_H

#include <glib.h>

#include "mime/pruner-output.h"

typedef struct
{
  int node;
  const char *boundary; /* borrowed; NULL: an attached message that is no
                           multipart */
  gsize length;         /* of the boundary */
  gboolean returned;    /* all that is in here is the returned message */
  gboolean report;      /* a report part was seen, or it says that it is one */
  gboolean fields;      /* a part with the fields of a report was seen */
  gboolean named;       /* and it names a recipient */
  gboolean digest;      /* multipart/digest */
  gboolean any;         /* it has had a part */
  gboolean closed;      /* its last boundary was met, but is not written yet:
                           the next part may come all the same */
} BouncePrunerLevel;

/* TRUE if LINE is the boundary of LENGTH bytes behind two dashes, *LAST if two
   more follow.  White space at its end does not count. */
gboolean bounce_boundary_is (const char *line, gsize line_length,
                             const char *boundary, gsize length,
                             gboolean *last);

/* The innermost of LEVELS of which LINE is the boundary; -1 if there is
   none. */
int bounce_pruner_levels_find (const GArray *levels, const char *line,
                               gsize length, gboolean *last);

/* TRUE if one of LEVELS that is not closed has that BOUNDARY. */
gboolean bounce_pruner_levels_hold (const GArray *levels, const char *boundary);

/* Notes in LEVEL (NULL is ignored) whether its delivery-status part, whose body
   is OUTPUT from START on, names a recipient. */
void bounce_pruner_level_fields (BouncePrunerLevel *level,
                                 const BouncePrunerOutput *output, gsize start);

/* TRUE if an attached message in LEVEL (NULL: in none, so FALSE) is the
   returned one, of which only the header is read.  A report that names no
   recipient may wrap another notification. */
gboolean bounce_pruner_level_returns (const BouncePrunerLevel *level);

/* Ends all but the outermost KEEP of LEVELS; the last boundaries of those that
   are closed are written to OUTPUT. */
void bounce_pruner_levels_end (GArray *levels, guint keep,
                               BouncePrunerOutput *output);

#endif
