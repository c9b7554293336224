/* Fields that dots lead to their values, as printed forms have them. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_LEADERS_H
#define BOUNCE_REPORT_LEGACY_TEXT_LEADERS_H

#include <glib.h>

/* Writes "Status....: failed" in TEXT as all other fields; it only gets
   shorter. */
void legacy_drop_leaders (char *text);

#endif
