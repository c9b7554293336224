/* The fields of a record of a send list. */
#ifndef BOUNCE_TALLY_FIELDS_H
#define BOUNCE_TALLY_FIELDS_H

#include <glib.h>

/* TRUE if the LENGTH bytes of TEXT end in a field whose quotes are open, so
   that the record goes on in the next line.  DELIMITERS: what parts fields. */
gboolean bounce_fields_are_open (const char *text, gsize length,
                                 const char *delimiters);

/* Appends the fields of TEXT, without the quotes around them, to FIELDS, which
   owns them. */
void bounce_fields_split (const char *text, gsize length,
                          const char *delimiters, GPtrArray *fields);

/* Which of tab, semicolon and comma parts the fields of TEXT; static. */
const char *bounce_fields_delimiter (const char *text, gsize length);

#endif
