/* Addresses that a text does not show as such. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_DISGUISE_H
#define BOUNCE_REPORT_LEGACY_TEXT_DISGUISE_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Writes the addresses in TEXT that stand there in disguise ("ann (at) fen
   (dot) example") as all others; it only gets shorter. */
void legacy_undisguise (char *text);

/* Joins the halves of addresses that are wrapped in their angle brackets: the
   line of the first is empty then. */
void legacy_join_wrapped (LegacyView *view);

#endif
