/* The recipients of a notification that share a reason, while its lines are
   read.  Private to report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_GROUP_H
#define BOUNCE_REPORT_LEGACY_GROUP_H

#include "report/legacy/system.h"

/* So much of a reason is kept. */
#define LEGACY_REASON_MAX (16 * 1024)

typedef struct
{
  GPtrArray *recipients; /* of BounceEvidence, borrowed */
  LegacyPlacement form;  /* how the last of them stands */
  guint indent;          /* and how deep */
  GString *reason;
  GString *heading;  /* what leads to them: "These mailboxes are full:" */
  gboolean blank;    /* an empty line since the last recipient or reason */
  gboolean direct;   /* the reason stands with the recipient, or is labelled */
  gboolean nameless; /* only a name stands for the recipient */
  gboolean ended;    /* the reason is over */
} LegacyGroup;

void legacy_group_init (LegacyGroup *group);
void legacy_group_clear (LegacyGroup *group);

/* Adds the addresses of LINE, from that of HIT on. */
void legacy_group_add (LegacyGroup *group, BounceLegacy *legacy,
                       const LegacyLine *line, const LegacyHit *hit);

/* Begins the reason with what LINE has of it.  What only leads to the address
   goes to FOR_PEOPLE. */
void legacy_group_begin (LegacyGroup *group, const LegacyLine *line,
                         const LegacyHit *hit, GString *for_people);

/* LINE tells of an alias, "(expanded from <a@b>)": TRUE if it is only that. */
gboolean legacy_group_take_alias (LegacyGroup *group, BounceLegacy *legacy,
                                  const LegacyLine *line);

/* Whether START..END is only when it was tried. */
gboolean legacy_group_is_date (const char *start, const char *end);

/* Gives the reason, of VIEW's body, to the recipients and empties the group.
   COMMON is the reason of all, or NULL; what turns out to be nobody's goes to
   FOR_PEOPLE. */
void legacy_group_end (const LegacyView *view, LegacyGroup *group,
                       BounceLegacy *legacy, LegacyReason place,
                       const char *common, GString *for_people);

/* How much of MAX bytes each of N recipients may hold. */
gsize legacy_fair_share (gsize max, guint n);

#endif
