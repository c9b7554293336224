/* A mail that is filled in: lines with labels, rows, refusals. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_FORM_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_FORM_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether VIEW is a form that a machine filled in to say that a mail failed;
   OF_SOMEBODY: and to whom. */
gboolean legacy_is_form (const LegacyView *view, gboolean of_somebody);

/* Whether it is one that gives the result, "Status: not delivered", and says
   whom the mail was for. */
gboolean legacy_is_result_form (const LegacyView *view);

/* Whether a line of VIEW is a label and somebody else's address: "Recipient:
   a@b". */
gboolean legacy_labels_somebody (const LegacyView *view);

/* Whether a line of VIEW begins with a refusal, or the text has the status of
   one in brackets. */
gboolean legacy_shows_reply (const LegacyView *view);

/* Whether several lines of VIEW each name somebody else and quote a refusal; if
   BELOW, in a line of its own, too: no lure does, and no statistic. */
gboolean legacy_quotes_refusals (const LegacyView *view, gboolean below);

#endif
