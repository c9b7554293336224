/* What a header field is (RFC 5322, 2.2), wherever a line may be one. */
#ifndef BOUNCE_TEXT_HEADER_FIELD_H
#define BOUNCE_TEXT_HEADER_FIELD_H

#include <glib.h>

/* The length of the field name with which LINE begins: printable US-ASCII
   characters up to a colon.  0: LINE is no field. */
gsize bounce_header_field_name (const char *line, gsize length);

/* Whether NAME, NUL-terminated and without a colon, can be a field's. */
gboolean bounce_header_field_is_name (const char *name);

/* TRUE if LINE is empty or white space. */
gboolean bounce_header_line_is_blank (const char *line, gsize length);

#endif
