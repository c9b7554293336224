/* The recipients of a notification that share a reason, while its lines are
   read.  Private to report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_REASONS_GROUP_H
#define BOUNCE_REPORT_LEGACY_REASONS_GROUP_H

#include <glib.h>

#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

/* How many bytes of a reason are kept. */
#define LEGACY_REASON_MAX (16 * 1024)

typedef struct
{
  GPtrArray *recipients; /* of BounceEvidence, borrowed */
  LegacyPlacement form;  /* how the last of them stands */
  guint indent;          /* and how deep */
  const char *end;       /* and where its line ends */
  GString *reason;
  GString *heading;  /* what leads to them: "These mailboxes are full:" */
  gboolean blank;    /* an empty line since the last recipient or reason */
  gboolean direct;   /* the reason stands with the recipient, or is labelled */
  gboolean nameless; /* only a name stands for the recipient */
  gboolean ended;    /* the reason is over */
} LegacyGroup;

/* Sets GROUP up, empty; legacy_group_clear frees what it owns. */
void legacy_group_init (LegacyGroup *group);
void legacy_group_clear (LegacyGroup *group);

/* Adds the addresses of LINE, from that of HIT on, to GROUP and to LEGACY's
   recipients. */
void legacy_group_add (LegacyGroup *group, BounceLegacy *legacy,
                       const LegacyLine *line, const LegacyHit *hit);

/* Whether HIT, on LINE, is one more recipient of whom the same is said:
   "Mailbox full: a@b" and, on the next line below the address, "c@d". */
gboolean legacy_group_goes_on (const LegacyGroup *group, const LegacyLine *line,
                               const LegacyHit *hit);

/* Whether LINE is what Exim delivers to instead of an address. */
gboolean legacy_group_is_pipe (const LegacyLine *line);

/* "ann@" alone on LINE, among such lines with addresses: nobody can be written
   to there.  HIT is what stands there. */
gboolean legacy_group_is_broken (const LegacyGroup *group,
                                 const LegacyLine *line, LegacyHit *hit);

/* Begins GROUP's reason with what LINE has of it beside the address of HIT.
   What only introduces the address is appended to FOR_PEOPLE. */
void legacy_group_begin (LegacyGroup *group, const LegacyLine *line,
                         const LegacyHit *hit, GString *for_people);

/* If LINE tells of an alias, "(expanded from <a@b>)", makes it the original
   address of GROUP's recipients.  TRUE if the line is only that. */
gboolean legacy_group_take_alias (LegacyGroup *group, BounceLegacy *legacy,
                                  const LegacyLine *line);

/* TRUE if LINE goes on, behind some words, with "on" or its like and a date. */
gboolean legacy_group_holds_date (const LegacyLine *line);

/* Gives the reason to GROUP's recipients and empties the group.  PLACE says
   where the system puts reasons, COMMON (NULL: none) is a reason of all
   recipients. What turns out to belong to no recipient is appended to
   FOR_PEOPLE. */
void legacy_group_end (const LegacyView *view, LegacyGroup *group,
                       BounceLegacy *legacy, LegacyReason place,
                       const char *common, GString *for_people);

/* How many of MAX bytes each of N recipients may hold, so that all together
   stay bounded. */
gsize legacy_fair_share (gsize max, guint n);

#endif
