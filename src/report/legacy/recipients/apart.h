/* Recipients whose name and host stand apart. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_APART_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_APART_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Adds to LEGACY those whose name and host a sentence of VIEW tells apart;
   QUOTED: only such names as stand in quotes.  FALSE: none. */
gboolean legacy_apart_recipients (const LegacyView *view, BounceLegacy *legacy,
                                  gboolean quoted);

#endif
