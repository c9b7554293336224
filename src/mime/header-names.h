/* The header fields that bear on bounces.  Everything else in a header is
   passed over by trim and not to be asked of a message. */
#ifndef BOUNCE_MIME_HEADER_NAMES_H
#define BOUNCE_MIME_HEADER_NAMES_H

#include <glib.h>

/* TRUE if the field NAME (LENGTH bytes, any case) is read by some part of the
   program. */
gboolean bounce_header_is_wanted (const char *name, gsize length);

#endif
