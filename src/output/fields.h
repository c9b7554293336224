/* Which fields a writer prints, from what the command line names. */
#ifndef BOUNCE_OUTPUT_FIELDS_H
#define BOUNCE_OUTPUT_FIELDS_H

#include <glib.h>

#include "output/writer.h"

/* Fills LAYOUT (bounce_layout_clear) with the fields of NAMES, "NAME,...", or
   with WRITER's own if it is NULL, and then with those ORIGINAL_HEADERS
   (NULL-terminated, or NULL; borrowed) that NAMES does not place itself.
   FALSE with ERROR (domain G_OPTION_ERROR) for a name that is none. */
gboolean bounce_layout_make (BounceLayout *layout, const BounceWriter *writer,
                             const char *names, char **original_headers,
                             gboolean ledger, GError **error);
void bounce_layout_clear (BounceLayout *layout);

#endif
