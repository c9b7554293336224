/* Words of a list at a place of a mail, and what its first sentences state. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_WORDS_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_WORDS_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"
#include "text/lists.h"

/* Where words of a list stand. */
typedef enum
{
  LEGACY_PLACE_FORM, /* no words: a LegacySignOfForm */
  LEGACY_IN_FROM,
  LEGACY_IN_SUBJECT,
  LEGACY_BEGINS_SUBJECT,
  LEGACY_IN_TEXT,      /* in its first LEGACY_HEAD_MAX bytes */
  LEGACY_IN_BEGINNING, /* in the first LEGACY_BEGINNING_MAX bytes, addresses
                          left out: a shop's has the name of goods */
  LEGACY_IN_OPENING,   /* in the first LEGACY_OPENING_MAX of its own words */
  LEGACY_OPENS_LINE,   /* one of the first lines begins with them */
  LEGACY_LEADS         /* in a line that ends with a colon */
} LegacyPlace;

/* What VIEW states of its reader's own mail, read once; VIEW keeps it. */
const LegacyStatement *legacy_statement (const LegacyView *view);

/* Whether words of LIST stand at PLACE, which is not LEGACY_PLACE_FORM, in
 * VIEW.
 */
gboolean legacy_has_words (const LegacyView *view, LegacyPlace place,
                           BounceList list);

#endif
