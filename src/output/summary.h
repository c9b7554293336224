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

/* Counts the records of RESULT, which is not kept. */
void bounce_summary_add (BounceSummary *summary, const BounceResult *result);

typedef enum
{
  BOUNCE_SUMMARY_TSV,  /* what is counted, the value, the count */
  BOUNCE_SUMMARY_JSON, /* one object: for each of what is counted another */
  BOUNCE_SUMMARY_HTML, /* a page: not of these counts, but of BounceTrends */
  BOUNCE_SUMMARY_BARS  /* headings, aligned columns and bars, for a terminal */
} BounceSummaryForm;

/* Appends the counts.  WIDTH, the terminal's, and COLOR bear on BARS only. */
void bounce_summary_print (const BounceSummary *summary, GString *out,
                           BounceSummaryForm form, guint width, gboolean color);

#endif
