/* What a header field is (RFC 5322, 2.2), wherever a line may be one.  Lines
   are borrowed, need no NUL behind them, and are without their line end.  How
   much is taken for a name depends on where the line stands: the less else it
   may be, the more. */
#ifndef BOUNCE_TEXT_HEADER_FIELD_H
#define BOUNCE_TEXT_HEADER_FIELD_H

#include <glib.h>

/* In a header: the length of the field name with which LINE begins, printable
   US-ASCII characters up to a colon (RFC 5322, 3.6.8).  0: LINE is no field. */
gsize bounce_header_field_name (const char *line, gsize length);

/* The next two functions take no name that is longer, in bytes. */
#define BOUNCE_HEADER_FIELD_NAME_MAX 80

/* The same in a text that quotes a header: at least two letters, digits, '-'
   and '_'; so no address is a name. */
gsize bounce_header_field_name_in_text (const char *line, gsize length);

/* The same in a report's fields, whose names some servers write with spaces:
   letters, digits, '-', '_' and ' ', a letter or digit among them, no digit
   first. */
gsize bounce_header_field_name_in_report (const char *line, gsize length);

/* TRUE if NAME, without a colon, can be a field's name (RFC 5322, 3.6.8). */
gboolean bounce_header_field_is_name (const char *name);

/* TRUE if LINE is empty or white space. */
gboolean bounce_header_line_is_blank (const char *line, gsize length);

#endif
