/* writer-json: a record to one JSON object a line (RFC 8259), through
   json-glib.  A field without a value is null, so that every line has the same
   keys. */
#include "config.h"

#include <json-glib/json-glib.h>

#include "output/json.h"
#include "output/writer.h"

void
bounce_json_append (GString *out, const char *text)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *quoted = NULL;

  json_node_init_string (node, text);
  quoted = json_to_string (node, FALSE);
  g_string_append (out, quoted);
}

static JsonNode *
value_node (BounceField field, const char *value)
{
  JsonNode *node = json_node_alloc ();

  if (value == NULL)
    return json_node_init_null (node);
  switch (field < BOUNCE_N_FIELDS ? bounce_field_type (field)
                                  : BOUNCE_FIELD_IS_TEXT)
    {
    case BOUNCE_FIELD_IS_INTEGER:
      return json_node_init_int (node, g_ascii_strtoll (value, NULL, 10));
    case BOUNCE_FIELD_IS_DECIMAL:
      return json_node_init_double (node, g_ascii_strtod (value, NULL));
    case BOUNCE_FIELD_IS_TRUTH:
      return json_node_init_boolean (node, TRUE);
    default:
      return json_node_init_string (node, value);
    }
}

static void
write_record (GString *out, const BounceLayout *layout,
              const BounceResult *report, const BounceRecord *record)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  char buffer[BOUNCE_FIELD_BUFFER];

  for (guint i = 0; i < layout->n_fields; i++)
    {
      guint field = layout->fields[i];
      const char *value = bounce_layout_value (report, record, field, buffer);

      json_object_set_member (
          object,
          field < BOUNCE_N_FIELDS
              ? bounce_field_name ((BounceField)field)
              : layout->original_headers[field - BOUNCE_N_FIELDS],
          value_node ((BounceField)field, value));
    }
  json_node_init_object (root, object);
  json_generator_set_root (generator, root);
  json_generator_to_gstring (generator, out);
  g_string_append_c (out, '\n');
}

const BounceWriter bounce_writer_json = { "json", NULL, write_record };
