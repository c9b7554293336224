/* The returned message in a notification's text. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_ORIGINAL_H
#define BOUNCE_REPORT_LEGACY_TEXT_ORIGINAL_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Finds where in VIEW's lines the returned message begins, and how many lines
   of body stand before it and its heading: VIEW's returned and n_body. */
void legacy_find_returned (LegacyView *view);

#endif
