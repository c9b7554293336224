/* layout: the value of a field of a layout, which may be a header of the
   returned message. */
#include "config.h"

#include "output/layout.h"

const char *
bounce_layout_value (const BounceResult *result, const BounceRecord *record,
                     guint field, char *buffer)
{
  if (field < BOUNCE_N_FIELDS)
    return bounce_field_value (result, record, (BounceField)field, buffer);
  if (result->original_headers == NULL)
    return NULL;
  return result->original_headers[field - BOUNCE_N_FIELDS];
}
