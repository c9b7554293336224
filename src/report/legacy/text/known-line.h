/* Lines that notifications repeat, folded, with the phrases that stand in them:
   a mail system writes the same sentences into each of its mails. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_KNOWN_LINE_H
#define BOUNCE_REPORT_LEGACY_TEXT_KNOWN_LINE_H

#include <glib.h>

#include "text/lists.h"

/* A line as it is folded; FOLDED and READ are borrowed. */
typedef struct
{
  const char *folded; /* not NUL-terminated */
  guint32 length;
  BounceListRead read;
} LegacyKnownLine;

/* The LENGTH bytes at LINE, if they are known: from the third time on that the
   thread meets them, and perhaps not even then.  *KNOWN holds until the next
   call.  FALSE: they have to be folded and read. */
gboolean legacy_known_line (const char *line, gsize length,
                            LegacyKnownLine *known);

#endif
