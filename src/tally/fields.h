/* The fields of a record of a send list. */
#ifndef BOUNCE_TALLY_FIELDS_H
#define BOUNCE_TALLY_FIELDS_H

#include <glib.h>

/* TRUE if the LENGTH bytes of TEXT end in a field whose quotes are open, so
   that the record goes on in the next line.  DELIMITERS are the characters of
   which each separates fields.  Quotes are those of RFC 4180, 2. */
gboolean bounce_fields_are_open (const char *text, gsize length,
                                 const char *delimiters);

/* Appends the fields of TEXT, LENGTH bytes, without the quotes around them, to
   FIELDS, which owns them (char *). */
void bounce_fields_split (const char *text, gsize length,
                          const char *delimiters, GPtrArray *fields);

/* Which of tab, semicolon and comma separates the fields of TEXT, LENGTH bytes;
   static. */
const char *bounce_fields_delimiter (const char *text, gsize length);

#endif
