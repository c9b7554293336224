/* Recipients that a notification names in its sentences. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_NAMED_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_NAMED_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

/* Adds to LEGACY the addresses of which VIEW's sentences say that mail to them
   failed.  The address that the notification itself was sent to counts only if
   OWN. */
void legacy_read_sentences (const LegacyView *view, BounceLegacy *legacy,
                            gboolean own);

/* Adds to LEGACY every address in VIEW's sentences, each with its own sentence,
   but those that people are told to write to. */
void legacy_read_suspects (const LegacyView *view, BounceLegacy *legacy);

/* Whether what leads from START to ADDRESS, in one text, says that it is a
   sender's or a place to ask. */
gboolean legacy_leads_elsewhere (const char *start, const char *address);

#endif
