/* Text for a database that is not in UTF-8: what its encoding lacks is written
   as \u{HEX}, and read back. */
#ifndef BOUNCE_LEDGER_PQ_ENCODING_H
#define BOUNCE_LEDGER_PQ_ENCODING_H

#include <glib.h>

/* The name that iconv(3) has for PostgreSQL's ENCODING, NULL where it is UTF-8
   or takes any bytes; "ASCII" for one that is not known here. */
const char *bounce_pq_encoding (const char *encoding);

/* Appends TEXT (valid UTF-8) as far as ENCODING holds it. */
void bounce_pq_escape (GString *out, const char *text, const char *encoding);

/* TRUE if there is an escape in TEXT; and TEXT without them, which the caller
   frees. */
gboolean bounce_pq_has_escape (const char *text);
char *bounce_pq_unescape (const char *text);

#endif
