/* Trends as sections of a page. */
#ifndef BOUNCE_OUTPUT_TRENDS_PAGE_H
#define BOUNCE_OUTPUT_TRENDS_PAGE_H

#include "output/trends.h"

/* The head of a page of TITLE that PROGRAM makes, and its totals;
   bounce_page_end ends it. */
void bounce_trends_begin (const BounceTrends *trends, GString *out,
                          const char *title, const char *program);

/* Appends the sections; each says itself if there is nothing to tell. */
void bounce_trends_sections (const BounceTrends *trends, GString *out);

#endif
