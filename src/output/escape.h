/* Escaping of values in TSV and JSON, for everything that is printed. */
#ifndef BOUNCE_OUTPUT_ESCAPE_H
#define BOUNCE_OUTPUT_ESCAPE_H

#include <glib.h>

/* Appends TEXT with backslash, tab, newline and return as \\ \t \n \r: as
   PostgreSQL's COPY and ClickHouse's TabSeparated read it. */
void bounce_tsv_append (GString *out, const char *text);

/* Appends TEXT (valid UTF-8) as a JSON string, quotes and all (RFC 8259, 7). */
void bounce_json_append (GString *out, const char *text);

#endif
