/* writer: the table of output forms that -f knows. */
#include "config.h"

#include "output/writer.h"

static const BounceWriter *const writers[] = {
  &bounce_writer_tsv,
  &bounce_writer_json,
};

const BounceWriter *
bounce_writer_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (writers); i++)
    if (g_strcmp0 (writers[i]->name, name) == 0)
      return writers[i];
  return NULL;
}
