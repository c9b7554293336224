/* service-json: reads the JSON that services send as mail, by JSON-GLib, which
   is loaded when such a mail comes: linked, it would cost every message that
   is piped in more than reading that message does. */
#include "config.h"

#include <string.h>

#include "base/shared-library.h"
#include "report/legacy/services/service-json.h"

typedef struct
{
  __typeof__ (&json_array_get_element) array_get_element;
  __typeof__ (&json_array_get_length) array_get_length;
  __typeof__ (&json_node_get_array) node_get_array;
  __typeof__ (&json_node_get_int) node_get_int;
  __typeof__ (&json_node_get_node_type) node_get_node_type;
  __typeof__ (&json_node_get_object) node_get_object;
  __typeof__ (&json_node_get_string) node_get_string;
  __typeof__ (&json_node_get_value_type) node_get_value_type;
  __typeof__ (&json_object_get_member) object_get_member;
  __typeof__ (&json_parser_get_root) parser_get_root;
  __typeof__ (&json_parser_load_from_data) parser_load_from_data;
  __typeof__ (&json_parser_new) parser_new;
  __typeof__ (&g_object_unref) unref;
} Json;

static Json json;

#define SYMBOL(name)                                                           \
  {                                                                            \
    "json_" #name, G_STRUCT_OFFSET (Json, name)                                \
  }

static const BounceSymbol symbols[] = {
  SYMBOL (array_get_element),
  SYMBOL (array_get_length),
  SYMBOL (node_get_array),
  SYMBOL (node_get_int),
  SYMBOL (node_get_node_type),
  SYMBOL (node_get_object),
  SYMBOL (node_get_string),
  SYMBOL (node_get_value_type),
  SYMBOL (object_get_member),
  SYMBOL (parser_get_root),
  SYMBOL (parser_load_from_data),
  SYMBOL (parser_new),
  { "g_object_unref", G_STRUCT_OFFSET (Json, unref) },
};

/* FALSE if it is not installed. */
static gboolean
load_json (void)
{
  static gsize tried = 0;
  static gboolean loaded;

  if (g_once_init_enter (&tried))
    {
      g_autofree char *trouble = NULL;
      loaded = bounce_shared_library_load ("libjson-glib-1.0.so.0", symbols,
                                           G_N_ELEMENTS (symbols), &json,
                                           &trouble);
      g_once_init_leave (&tried, 1);
    }
  return loaded;
}

static gboolean
holds (JsonNode *node, JsonNodeType type)
{
  return json.node_get_node_type (node) == type;
}

/* Deeper JSON is no notification. */
#define DEPTH_MAX 32

/* Nor is JSON of more objects, arrays, members and elements together, an object
   being as much as four: JSON-GLib takes up to a hundred bytes for each. */
#define JSON_MAX (128 * 1024)

/* How much C, outside a string, makes JSON larger. */
static guint
size_of (char c)
{
  return c == '{' || c == '[' ? 4 : c == ',' || c == ':';
}

/* The object that TEXT begins with as one line: old mail systems broke the
   long line with "!\n ".  NULL if it never ends, is nested too deep or too
   large. */
static char *
cut_object (const char *text)
{
  GString *out = g_string_new (NULL);
  guint depth = 0, size = 0;
  gboolean string = FALSE;

  for (const char *p = text; *p != '\0' && size <= JSON_MAX; p++)
    {
      if (!string)
        size += size_of (*p);
      if (p[0] == '!' && p[1] == '\n')
        {
          p += p[2] == ' ' ? 2 : 1;
          continue;
        }
      if ((guchar)*p < ' ')
        continue;
      g_string_append_c (out, *p);
      if (string && *p == '\\' && p[1] != '\0')
        g_string_append_c (out, *++p);
      else if (*p == '"')
        string = !string;
      else if (!string && (*p == '{' || *p == '[') && ++depth > DEPTH_MAX)
        break;
      else if (!string && (*p == '}' || *p == ']') && --depth == 0)
        return g_string_free (out, FALSE);
    }
  g_string_free (out, TRUE);
  return NULL;
}

gboolean
legacy_json_is_large (const char *text)
{
  guint size = 0;
  gboolean string = FALSE;

  for (; *text != '\0' && size <= JSON_MAX; text++)
    if (string && *text == '\\' && text[1] != '\0')
      text++;
    else if (*text == '"')
      string = !string;
    else if (!string)
      size += size_of (*text);
  return size > JSON_MAX;
}

JsonParser *
legacy_json_parse (const char *text)
{
  g_autofree char *object = cut_object (text);
  JsonParser *parser;

  if (object == NULL || !load_json ())
    return NULL;
  parser = json.parser_new ();
  if (json.parser_load_from_data (parser, object, -1, NULL)
      && json.parser_get_root (parser) != NULL)
    return parser;
  json.unref (parser);
  return NULL;
}

void
legacy_json_free (JsonParser *parser)
{
  if (parser != NULL)
    json.unref (parser);
}

JsonNode *
legacy_json_root (JsonParser *parser)
{
  return json.parser_get_root (parser);
}

const char *
legacy_json_string (JsonNode *node)
{
  return node != NULL && holds (node, JSON_NODE_VALUE)
                 && json.node_get_value_type (node) == G_TYPE_STRING
             ? json.node_get_string (node)
             : NULL;
}

JsonObject *
legacy_json_object (JsonNode *node)
{
  return node != NULL && holds (node, JSON_NODE_OBJECT)
             ? json.node_get_object (node)
             : NULL;
}

JsonArray *
legacy_json_array (JsonNode *node)
{
  return node != NULL && holds (node, JSON_NODE_ARRAY)
             ? json.node_get_array (node)
             : NULL;
}

static JsonNode *
member_of (JsonObject *object, const char *name)
{
  return object != NULL ? json.object_get_member (object, name) : NULL;
}

gint64
legacy_json_integer_of (JsonObject *object, const char *name)
{
  JsonNode *node = member_of (object, name);

  return node != NULL && holds (node, JSON_NODE_VALUE)
                 && json.node_get_value_type (node) == G_TYPE_INT64
             ? json.node_get_int (node)
             : 0;
}

const char *
legacy_json_string_of (JsonObject *object, const char *name)
{
  return legacy_json_string (member_of (object, name));
}

JsonObject *
legacy_json_object_of (JsonObject *object, const char *name)
{
  return legacy_json_object (member_of (object, name));
}

JsonArray *
legacy_json_array_of (JsonObject *object, const char *name)
{
  return legacy_json_array (member_of (object, name));
}

guint
legacy_json_length (JsonArray *array)
{
  return array != NULL ? json.array_get_length (array) : 0;
}

JsonNode *
legacy_json_element (JsonArray *array, guint i)
{
  return json.array_get_element (array, i);
}
