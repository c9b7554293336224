/* Addresses in quotation marks. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_QUOTED_ADDRESS_H
#define BOUNCE_REPORT_LEGACY_TEXT_QUOTED_ADDRESS_H

#include <glib.h>

/* Puts addresses that stand alone in quotation marks or wide brackets into
   angle brackets; TEXT only gets shorter. */
void legacy_bracket_quoted (char *text);

#endif
