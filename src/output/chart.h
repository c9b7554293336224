/* Bounces by day as a section of a page. */
#ifndef BOUNCE_OUTPUT_CHART_H
#define BOUNCE_OUTPUT_CHART_H

#include "output/trends.h"

/* Appends the section; it says so if no bounce has a date. */
void bounce_chart_append (GString *out, const BounceTrends *trends);

#endif
