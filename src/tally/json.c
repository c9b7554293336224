/* json: a line becomes the members of a JSON object (RFC 8259),
   through json-glib.  What json-glib would take to pieces by recursion, or cut
   off at a NUL, never reaches it. */
#include "config.h"

#include <sysexits.h>

#include <json-glib/json-glib.h>

#include "tally/json.h"
#include "tally/command.h"

static gboolean
wrong (GError **error, const char *reason)
{
  g_set_error_literal (error, BOUNCE_TALLY_ERROR, EX_DATAERR, reason);
  return FALSE;
}

/* The deepest nesting that is handed on: records are flat, but somebody may
   have added to them. */
#define DEPTH_MAX 32

/* TRUE if the text is not nested too deep and has no escaped NUL. */
static gboolean
is_harmless (const char *text)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (const char *at = text; *at != '\0' && depth <= DEPTH_MAX; at++)
    if (in_string && *at == '\\')
      {
        if (g_str_has_prefix (at, "\\u0000"))
          return FALSE;
        if (at[1] != '\0')
          at++;
      }
    else if (*at == '"')
      in_string = !in_string;
    else if (!in_string && (*at == '{' || *at == '['))
      depth++;
    else if (!in_string && (*at == '}' || *at == ']'))
      depth--;
  return depth <= DEPTH_MAX;
}

static gboolean
read_member (const char *name, JsonNode *node, BounceJsonFunc func,
             gpointer data, GError **error)
{
  g_autofree char *number = NULL;
  const char *value = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node))
    switch (json_node_get_value_type (node))
      {
      case G_TYPE_STRING:
        value = json_node_get_string (node);
        if (!g_utf8_validate (value, -1, NULL))
          return wrong (error, "it is not valid UTF-8");
        break;
      case G_TYPE_INT64:
        value = number
            = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
        break;
      case G_TYPE_DOUBLE:
        value = number = g_new (char, G_ASCII_DTOSTR_BUF_SIZE);
        g_ascii_dtostr (number, G_ASCII_DTOSTR_BUF_SIZE,
                        json_node_get_double (node));
        break;
      case G_TYPE_BOOLEAN:
        value = json_node_get_boolean (node) ? "true" : "false";
        break;
      default:
        break;
      }
  return func (name, value, data, error);
}

gboolean
bounce_json_read (const BounceLine *line, BounceJsonFunc func, gpointer data,
                  GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) failure = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!is_harmless (line->text))
    return wrong (error, "it is nested too deep, or there is a NUL in it");
  if (!json_parser_load_from_data (parser, line->text, (gssize)line->length,
                                   &failure))
    {
      /* It quotes the line, and may end amid a character. */
      g_autofree char *message = g_utf8_make_valid (failure->message, -1);

      return wrong (error, message);
    }
  node = json_parser_get_root (parser);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return wrong (error, "it is no JSON object");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &node))
    if (!read_member (name, node, func, data, error))
      return FALSE;
  return TRUE;
}
