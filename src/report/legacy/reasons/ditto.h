/* "The same as above" instead of a reason. */
#ifndef BOUNCE_REPORT_LEGACY_REASONS_DITTO_H
#define BOUNCE_REPORT_LEGACY_REASONS_DITTO_H

#include <glib.h>

#include "report/legacy/recipients/result.h"

/* Gives those of LEGACY of whom it says "ditto" the reason of the one above. */
void legacy_repeat_reasons (BounceLegacy *legacy);

#endif
