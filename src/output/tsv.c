/* tsv: writes a record as one line of tab-separated values, as PostgreSQL's
   COPY and ClickHouse's TabSeparated read them.  A field without a value is
   empty. */
#include "config.h"

#include "output/escape.h"
#include "output/writer.h"

static void
write_header (GString *out, const BounceLayout *layout)
{
  for (guint i = 0; i < layout->n_fields; i++)
    {
      guint field = layout->fields[i];

      if (i > 0)
        g_string_append_c (out, '\t');
      bounce_tsv_append (
          out, field < BOUNCE_N_FIELDS
                   ? bounce_field_name ((BounceField)field)
                   : layout->original_headers[field - BOUNCE_N_FIELDS]);
    }
  g_string_append_c (out, '\n');
}

static void
write_record (GString *out, const BounceLayout *layout,
              const BounceResult *result, const BounceRecord *record)
{
  char buffer[BOUNCE_FIELD_BUFFER];

  for (guint i = 0; i < layout->n_fields; i++)
    {
      const char *value
          = bounce_layout_value (result, record, layout->fields[i], buffer);

      if (i > 0)
        g_string_append_c (out, '\t');
      if (value != NULL)
        bounce_tsv_append (out, value);
    }
  g_string_append_c (out, '\n');
}

const BounceWriter bounce_writer_tsv = { "tsv", write_header, write_record };
