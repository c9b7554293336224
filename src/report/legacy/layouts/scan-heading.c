/* scan-heading: reads the sentences and labels above recipients.  What one
   says holds for those below it, up to the next. */
#include "config.h"

#include <string.h>

#include "report/legacy/layouts/scan-state.h"
#include "report/legacy/recipients/line.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/lists.h"

/* A text of more headings than that is none. */
#define HEADINGS_MAX 1000

/* "Your message was not delivered to" without a colon is no longer. */
#define HEADED_MAX 60

/* No heading is longer, in bytes, and no line that ends one. */
#define HEADING_MAX 400
#define HEADING_LINE_MAX 200

/* A heading between recipients is no shorter than this: else it is a label. */
#define NEXT_MIN 20

/* "The mailboxes of these people are full:" leads to them; so does a sentence
   and an empty line. */
void
scan_take_heading (Scan *scan)
{
  if (legacy_is_bare_label (scan->heading->str, scan->heading->len))
    {
      g_string_assign (scan->group.heading, scan->heading->str);
      scan->lead_from = scan->heading_at;
      scan->lead_to = scan->for_people->len;
    }
  else if (scan->parted && g_str_has_suffix (scan->heading->str, "."))
    {
      /* What people are to do about it is no reason. */
      g_autofree char *lead
          = legacy_sentences (scan->view, scan->heading->str, LEGACY_HEAD_MAX);

      g_string_assign (scan->group.heading, lead);
    }
  g_string_truncate (scan->heading, 0);
}

/* Where a second heading leads to others, what the first says holds for its
   own recipients, and not for all. */
void
scan_drop_lead (Scan *scan)
{
  g_string_erase (scan->for_people, (gssize)scan->lead_from,
                  (gssize)(scan->lead_to - scan->lead_from));
  scan->lead_from = scan->lead_to = 0;
  scan->heading_at = scan->for_people->len;
}

/* Keeps the line as one of the paragraph that may lead to recipients. */
void
scan_keep_heading (Scan *scan, const LegacyLine *line)
{
  if (line->length > 0 && scan->parted)
    g_string_truncate (scan->heading, 0);
  if (scan->heading->len == 0)
    scan->heading_at = scan->for_people->len;
  scan->parted = line->length == 0;
  legacy_append_line (scan->heading, line->start, legacy_line_end (line),
                      HEADING_MAX);
}

/* Where the heading that ends with line I begins: on the line above, if it is
   wrapped. */
static guint
heading_start (const LegacyView *view, guint i)
{
  const LegacyLine *above = i > 0 ? legacy_line (view, i - 1) : NULL;

  return above != NULL && above->length > 0
                 && above->indent == legacy_line (view, i)->indent
                 && strchr (".:;-", above->start[above->length - 1]) == NULL
                 && memchr (above->start, '@', above->length) == NULL
             ? i - 1
             : i;
}

/* "The following addresses had successful delivery notifications": what such
   a heading says holds for the recipients below it. */
void
scan_read_heading (Scan *scan, guint i)
{
  const LegacyView *view = scan->view;
  const LegacyLine *line = legacy_line (view, i);

  if (line->length == 0 || line->length > HEADING_LINE_MAX
      || scan->headings >= HEADINGS_MAX
      || (line->start[line->length - 1] != ':'
          && strncmp (line->start, "---", 3) != 0
          && !(line->length > 3 && line->length < HEADED_MAX
               && strncmp (legacy_line_end (line) - 3, " to", 3) == 0)))
    return;
  scan->headings++;
  const guint first = heading_start (view, i);
  if (legacy_lines_hold (view, first, i, BOUNCE_LIST_SUCCESS))
    scan->section = BOUNCE_ACTION_DELIVERED;
  else if (legacy_lines_hold (view, first, i, BOUNCE_LIST_DELAY)
           && !legacy_lines_hold (view, first, i, BOUNCE_LIST_GIVEN_UP))
    scan->section = BOUNCE_ACTION_DELAYED;
  else if (legacy_lines_state_failure (view, first, i))
    scan->section = BOUNCE_ACTION_FAILED;
  else
    return;
  scan->mixed = scan->mixed || scan->section != BOUNCE_ACTION_FAILED;
}

/* Where the heading that begins with line I ends: on the line below, if it is
   wrapped. */
static guint
heading_end (const LegacyView *view, guint i)
{
  return i + 1 < view->n_body && legacy_line_is_label (view, i + 1)
                 && heading_start (view, i + 1) == i
             ? i + 1
             : i;
}

/* "The following recipients did not get it:" above the next of them. */
gboolean
scan_is_next_heading (const Scan *scan, guint i)
{
  const LegacyView *view = scan->view;
  const LegacyLine *line = legacy_line (view, i), *next;
  guint last = heading_end (view, i);
  LegacyHit hit;

  if (scan->group.recipients->len == 0 || last + 1 >= view->n_body
      || line->indent + !scan->group.blank > scan->group.indent
      || !legacy_line_is_label (view, last)
      || legacy_line (view, last)->bare_to - line->bare_from < NEXT_MIN
      || legacy_line_holds (view, i, BOUNCE_LIST_REASON_LABEL))
    return FALSE;
  do
    next = legacy_line (view, ++last);
  while (next->length == 0 && last + 1 < view->n_body);
  return next->length > 2 && memchr (next->start, '@', next->length) != NULL
         && (legacy_is_list (next->start, legacy_line_end (next))
             || (scan->group.blank && (scan->system->placement & LEGACY_LABEL)
                 && legacy_line_hit (view, last, scan->system, TRUE, &hit)));
}
