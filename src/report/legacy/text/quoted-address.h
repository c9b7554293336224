/* Addresses in quotation marks, and such with a part in them. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_QUOTED_ADDRESS_H
#define BOUNCE_REPORT_LEGACY_TEXT_QUOTED_ADDRESS_H

#include <glib.h>

/* Puts addresses that stand alone in quotation marks or wide brackets into
   angle brackets; TEXT only gets shorter. */
void legacy_bracket_quoted (char *text);

/* Joins the halves of quoted local parts that are wrapped ("jan van der", and
   on the next line "heide"@b) by one space. */
void legacy_join_quoted (char *text);

#endif
