/* The systems whose notifications are known. */
#ifndef BOUNCE_REPORT_LEGACY_SYSTEMS_SYSTEMS_H
#define BOUNCE_REPORT_LEGACY_SYSTEMS_SYSTEMS_H

#include <glib.h>

#include "report/legacy/recipients/system.h"

/* The table; ended by a row without a format. */
extern const LegacySystem legacy_systems[];

#endif
