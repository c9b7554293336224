/* Results to output.  A writer formats into a GString; who calls it writes
   that out, so that threads can format side by side. */
#ifndef BOUNCE_OUTPUT_WRITER_H
#define BOUNCE_OUTPUT_WRITER_H

#include <glib.h>

#include "model/record.h"
#include "output/layout.h"

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
