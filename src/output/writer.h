/* Results to output.  A writer formats into a GString; who calls it writes
   that out, so that threads can format side by side. */
#ifndef BOUNCE_OUTPUT_WRITER_H
#define BOUNCE_OUTPUT_WRITER_H

#include <glib.h>

#include "model/record.h"

/* What is printed of a record; all borrowed.  A field >= BOUNCE_N_FIELDS is
   the (field - BOUNCE_N_FIELDS)th of `original_headers`. */
typedef struct
{
  const guint *fields;
  guint n_fields;
  const char *const *original_headers; /* -x names; NULL if there are none */
  const guint *widths; /* of the columns of a table; else NULL */
  gboolean color;      /* of a table */
} BounceLayout;

/* The value of FIELD, one of a layout: as bounce_field_value. */
const char *bounce_layout_value (const BounceResult *result,
                                 const BounceRecord *record, guint field,
                                 char *buffer);

typedef struct
{
  const char *name; /* "tsv", "json" */
  /* The lines before the first record (TSV: column names); may be NULL. */
  void (*header) (GString *out, const BounceLayout *layout);
  /* One line. */
  void (*record) (GString *out, const BounceLayout *layout,
                  const BounceResult *result, const BounceRecord *record);
} BounceWriter;

extern const BounceWriter bounce_writer_tsv;
extern const BounceWriter bounce_writer_json;

/* The writer called NAME, static; NULL if there is none. */
const BounceWriter *bounce_writer_find (const char *name);

#endif
