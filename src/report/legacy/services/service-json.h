/* JSON as services that send mail write it.  Private to report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_SERVICES_SERVICE_JSON_H
#define BOUNCE_REPORT_LEGACY_SERVICES_SERVICE_JSON_H

#include <glib.h>

#include <json-glib/json-glib.h>

/* Parses the object or array that TEXT begins with, whatever follows.  Free
   the parser with legacy_json_free, which also frees all that was read from
   it.  NULL if there is none, if it is nested too deep or too large, or if
   JSON-GLib is not installed. */
JsonParser *legacy_json_parse (const char *text);
void legacy_json_free (JsonParser *parser);

/* Whether the JSON that TEXT begins with is larger than legacy_json_parse
   takes. */
gboolean legacy_json_is_large (const char *text);

JsonNode *legacy_json_root (JsonParser *parser);

/* What NODE is, or the member NAME of OBJECT (both may be NULL); NULL if it is
   something else.  All is borrowed. */
const char *legacy_json_string (JsonNode *node);
JsonObject *legacy_json_object (JsonNode *node);
JsonArray *legacy_json_array (JsonNode *node);
const char *legacy_json_string_of (JsonObject *object, const char *name);
gint64 legacy_json_integer_of (JsonObject *object, const char *name); /* or 0 */
JsonObject *legacy_json_object_of (JsonObject *object, const char *name);
JsonArray *legacy_json_array_of (JsonObject *object, const char *name);

/* The elements of ARRAY (NULL: none). */
guint legacy_json_length (JsonArray *array);
JsonNode *legacy_json_element (JsonArray *array, guint i);

#endif
