/* What scan knows while it walks over the lines.  Private to scan*.c. */
#ifndef BOUNCE_REPORT_LEGACY_LAYOUTS_SCAN_STATE_H
#define BOUNCE_REPORT_LEGACY_LAYOUTS_SCAN_STATE_H

#include <glib.h>

#include "model/evidence.h"
#include "report/legacy/reasons/group.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"

typedef struct
{
  const LegacyView *view;
  const LegacySystem *system;
  BounceLegacy *legacy;
  LegacyGroup group;    /* the recipients whose reason is being read */
  BounceAction section; /* what the heading above says; NONE: nothing */
  guint headings;       /* that were looked at */
  gboolean mixed;       /* headings of failures and of something else */
  char *common;         /* the reason of all, or NULL */
  GString *heading;     /* the paragraph above the line at hand */
  gsize heading_at;     /* where in for_people it begins */
  gboolean parted;      /* and that an empty line ended it */
  gsize lead_from;      /* the first heading that led to recipients, */
  gsize lead_to;        /* there; the same: it is not there */
  GString *for_people;
} Scan;

/* Keeps LINE as one of the paragraph that may lead to recipients. */
void scan_keep_heading (Scan *scan, const LegacyLine *line);

/* The paragraph at hand, if it leads to recipients, becomes the heading of
   those that follow. */
void scan_take_heading (Scan *scan);

/* Takes the first heading out of the text for people: a second one leads to
   others. */
void scan_drop_lead (Scan *scan);

/* Whether line I, of those below a recipient, begins the heading of the next.
 */
gboolean scan_is_next_heading (const Scan *scan, guint i);

/* If line I ends a heading that says what became of those below it, notes
   that. */
void scan_read_heading (Scan *scan, guint i);

#endif
