/* fields: finds the fields that a writer prints by their names.  The fields
   that only the ledger fills are part of the default only where there is one;
   named, they are printed empty without. */
#include "config.h"

#include "output/fields.h"
#include "text/nearest.h"

/* TSV without --fields; JSON has them all. */
static const BounceField tsv_fields[] = {
  BOUNCE_FIELD_RECIPIENT,
  BOUNCE_FIELD_CATEGORY,
  BOUNCE_FIELD_TYPE,
  BOUNCE_FIELD_STATUS,
  BOUNCE_FIELD_ACTION,
  BOUNCE_FIELD_EVIDENCE,
  BOUNCE_FIELD_REMOTE_MTA,
  BOUNCE_FIELD_DATE,
  BOUNCE_FIELD_ORIGINAL_MESSAGE_ID,
  BOUNCE_FIELD_SOURCE,
  BOUNCE_FIELD_DIAGNOSTIC,
};

/* The number of the header NAME (any case), or -1. */
static int
find_header (char **headers, const char *name)
{
  for (int i = 0; headers != NULL && headers[i] != NULL; i++)
    if (g_ascii_strcasecmp (headers[i], name) == 0)
      return i;
  return -1;
}

static const char *
field_name (guint i, G_GNUC_UNUSED gpointer data)
{
  return bounce_field_name ((BounceField)i);
}

static gboolean
add_named (GArray *fields, const char *names, char **headers, GError **error)
{
  g_auto (GStrv) list = g_strsplit (*names != '\0' ? names : ",", ",", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      guint field = bounce_field_from_name (list[i]);
      int header = find_header (headers, list[i]);

      if (field == BOUNCE_N_FIELDS && header < 0)
        {
          g_autofree char *hint
              = bounce_nearest (list[i], BOUNCE_N_FIELDS, field_name, NULL);

          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "unknown field '%s'%s", list[i], hint);
          return FALSE;
        }
      if (field == BOUNCE_N_FIELDS)
        field += (guint)header;
      g_array_append_val (fields, field);
    }
  return TRUE;
}

static void
add_default (GArray *fields, const BounceWriter *writer, gboolean ledger)
{
  guint n = ledger ? BOUNCE_N_FIELDS : BOUNCE_FIELD_SOFT_BOUNCES;

  if (writer == &bounce_writer_tsv)
    for (gsize i = 0; i < G_N_ELEMENTS (tsv_fields); i++)
      {
        guint field = tsv_fields[i];

        g_array_append_val (fields, field);
      }
  else
    for (guint field = 0; field < n; field++)
      g_array_append_val (fields, field);
}

static gboolean
has_field (const GArray *fields, guint field)
{
  for (guint i = 0; i < fields->len; i++)
    if (g_array_index (fields, guint, i) == field)
      return TRUE;
  return FALSE;
}

static void
add_headers (GArray *fields, char **headers)
{
  for (guint i = 0; headers != NULL && headers[i] != NULL; i++)
    {
      guint field = BOUNCE_N_FIELDS + i;

      /* A header that was named twice is printed once. */
      if (find_header (headers, headers[i]) == (int)i
          && !has_field (fields, field))
        g_array_append_val (fields, field);
    }
}

gboolean
bounce_layout_make (BounceLayout *layout, const BounceWriter *writer,
                    const char *names, char **original_headers, gboolean ledger,
                    GError **error)
{
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint));

  if (names == NULL)
    add_default (fields, writer, ledger);
  else if (!add_named (fields, names, original_headers, error))
    return FALSE;
  add_headers (fields, original_headers);
  layout->original_headers = (const char *const *)original_headers;
  layout->n_fields = fields->len;
  layout->fields
      = (const guint *)g_array_free (g_steal_pointer (&fields), FALSE);
  return TRUE;
}

void
bounce_layout_clear (BounceLayout *layout)
{
  g_free ((gpointer)layout->fields);
  g_free ((gpointer)layout->widths);
  *layout = (BounceLayout){ 0 };
}
