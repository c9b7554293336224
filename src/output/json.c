/* json: writes a record as one JSON object a line (RFC 8259).  A field without
   a value is null, so that every line has the same keys; a field that is asked
   for twice is there once. */
#include "config.h"

#include <string.h>

#include "output/escape.h"
#include "output/writer.h"

static const char *
key_of_field (const BounceLayout *layout, guint i)
{
  guint field = layout->fields[i];

  return field < BOUNCE_N_FIELDS
             ? bounce_field_name ((BounceField)field)
             : layout->original_headers[field - BOUNCE_N_FIELDS];
}

static gboolean
was_written (const BounceLayout *layout, guint i)
{
  for (guint j = 0; j < i; j++)
    if (strcmp (key_of_field (layout, j), key_of_field (layout, i)) == 0)
      return TRUE;
  return FALSE;
}

static void
append_value (GString *out, guint field, const char *value)
{
  BounceFieldType type = field < BOUNCE_N_FIELDS
                             ? bounce_field_type ((BounceField)field)
                             : BOUNCE_FIELD_IS_TEXT;

  if (value == NULL)
    g_string_append (out, "null");
  else if (type == BOUNCE_FIELD_IS_TEXT)
    bounce_json_append (out, value);
  else
    g_string_append (out, value);
}

static void
write_record (GString *out, const BounceLayout *layout,
              const BounceResult *result, const BounceRecord *record)
{
  char buffer[BOUNCE_FIELD_BUFFER];
  char separator = '{';

  for (guint i = 0; i < layout->n_fields; i++)
    {
      if (was_written (layout, i))
        continue;
      g_string_append_c (out, separator);
      bounce_json_append (out, key_of_field (layout, i));
      g_string_append_c (out, ':');
      append_value (
          out, layout->fields[i],
          bounce_layout_value (result, record, layout->fields[i], buffer));
      separator = ',';
    }
  g_string_append (out, "}\n");
}

const BounceWriter bounce_writer_json = { "json", NULL, write_record };
