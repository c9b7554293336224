/* Which fields of a record are printed, and what they hold. */
#ifndef BOUNCE_OUTPUT_LAYOUT_H
#define BOUNCE_OUTPUT_LAYOUT_H

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

#endif
