/* --summary: counts instead of records, in memory that does not grow with the
   mail. */
#ifndef BOUNCE_OUTPUT_SUMMARY_H
#define BOUNCE_OUTPUT_SUMMARY_H

#include <glib.h>

#include "model/record.h"

typedef struct BounceSummary BounceSummary;

/* With ALL, records that are no failure are counted by kind. */
BounceSummary *bounce_summary_new (gboolean all);
void bounce_summary_free (BounceSummary *summary);

void bounce_summary_add (BounceSummary *summary, const BounceResult *report);

/* Lines of three columns: what is counted, the value, the count.  With BARS
   for people: headings, aligned columns and bars. */
void bounce_summary_print (const BounceSummary *summary, gboolean bars,
                           GString *out);

#endif
