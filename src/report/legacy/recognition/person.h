/* Who seems to have written a mail: a machine, a person, somebody who
   answers. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_PERSON_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_PERSON_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether no person sent VIEW, so far as its header tells. */
gboolean legacy_is_robot (const LegacyView *view);

/* Whether the address that VIEW comes from is made of a person's name, or that
   is a first name ("Ann <ann@b>"), or the text ends with it. */
gboolean legacy_is_of_person (const LegacyView *view);
gboolean legacy_is_first_name (const LegacyView *view);
gboolean legacy_is_signed (const LegacyView *view);

/* Whether VIEW greets and takes leave, as people do who write to each other. */
gboolean legacy_is_letter (const LegacyView *view);

/* Whether VIEW answers a bounce, and quotes what it answers. */
gboolean legacy_answers_bounce (const LegacyView *view);

#endif
