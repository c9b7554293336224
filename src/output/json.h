/* JSON strings for those who write the rest of an object themselves. */
#ifndef BOUNCE_OUTPUT_JSON_H
#define BOUNCE_OUTPUT_JSON_H

#include <glib.h>

/* Appends TEXT (valid UTF-8) as a JSON string, quotes and all (RFC 8259, 7). */
void bounce_json_append (GString *out, const char *text);

#endif
