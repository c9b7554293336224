/* What is done once all lines of a notification are read. */
#ifndef BOUNCE_REPORT_LEGACY_REASONS_CONCLUDE_H
#define BOUNCE_REPORT_LEGACY_REASONS_CONCLUDE_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

/* Gives the recipients of LEGACY an action and the reasons that they still
   lack, once all lines are read.  COMMON (NULL: none) is a reason of all, TEXT
   what is said to people; MIXED: headings told of failures and of something
   else, so that each recipient has its own action. */
void legacy_conclude (const LegacyView *view, const LegacySystem *system,
                      BounceLegacy *legacy, gboolean mixed, const char *common,
                      const char *text);

#endif
