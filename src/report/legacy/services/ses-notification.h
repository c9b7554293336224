/* Amazon SES's notifications. */
#ifndef BOUNCE_REPORT_LEGACY_SERVICES_SES_NOTIFICATION_H
#define BOUNCE_REPORT_LEGACY_SERVICES_SES_NOTIFICATION_H

#include <glib.h>

#include "report/legacy/recipients/result.h"

/* What Amazon SES tells in the JSON that TEXT begins with, which the caller
   frees; NULL: nothing. */
BounceLegacy *legacy_read_ses (const char *text);

#endif
