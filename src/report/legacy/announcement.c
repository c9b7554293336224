/* announcement: whether a mail tells of mail in general, and reports no failure
   of one that its reader sent: an operator writes to all his users of an
   outage, with the reply that senders saw; somebody shows a sample; a
   statistic counts replies. */
#include "config.h"

#include "model/status.h"
#include "report/legacy/system.h"

/* People are greeted in one of the first lines, */
#define GREETING_LINES 4

/* and so many lines that count replies are a statistic. */
#define COUNTS_MIN 2

/* Whether VIEW greets more than one, or says since or until when something
   holds, as nobody does who reports what just happened to one mail. */
static gboolean
is_for_many (const LegacyView *view)
{
  if (bounce_list_begins (view->subject, BOUNCE_LIST_FROM_NOW_ON))
    return TRUE;
  if (!legacy_line_may_hold (view, BOUNCE_LIST_GREETING_MANY)
      && !legacy_line_may_hold (view, BOUNCE_LIST_FROM_NOW_ON))
    return FALSE;
  for (guint i = 0, seen = 0; i < view->n_body && seen < GREETING_LINES; i++)
    {
      if (legacy_line (view, i)->length == 0)
        continue;
      if (legacy_line_begins (view, i, BOUNCE_LIST_GREETING_MANY)
          || legacy_line_begins (view, i, BOUNCE_LIST_FROM_NOW_ON))
        return TRUE;
      seen++;
    }
  return FALSE;
}

/* "A bounce looks like this:", and one follows. */
static gboolean
shows_sample (const LegacyView *view)
{
  if (!legacy_line_may_hold (view, BOUNCE_LIST_SAMPLE))
    return FALSE;
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length > 0 && line->start[line->length - 1] == ':'
          && legacy_line_holds (view, i, BOUNCE_LIST_SAMPLE))
        return TRUE;
    }
  return FALSE;
}

/* "20   550 5.1.1 no such user": so often. */
static gboolean
is_count (const LegacyLine *line)
{
  const char *p = line->start;
  const char *gap;

  while (g_ascii_isdigit (*p))
    p++;
  gap = p;
  while (*p == ' ' || *p == '\t')
    p++;
  return gap > line->start && (p - gap > 1 || *gap == '\t')
         && bounce_reply_parse (p) >= 400;
}

static gboolean
counts_replies (const LegacyView *view)
{
  guint counts = 0;

  for (guint i = 0; i < view->n_body && counts < COUNTS_MIN; i++)
    counts += is_count (legacy_line (view, i));
  return counts >= COUNTS_MIN;
}

/* A program's sources, in which what mails say is mended: "commit 12ab". */
static gboolean
is_change (const LegacyView *view)
{
  if (legacy_line_may_hold (view, BOUNCE_LIST_SOURCE_CHANGE))
    for (guint i = 0; i < MIN (view->n_body, GREETING_LINES); i++)
      if (legacy_line_begins (view, i, BOUNCE_LIST_SOURCE_CHANGE))
        return TRUE;
  return FALSE;
}

/* What programs write to those who look after them, and what somebody wrote to
   others by way of a program.  A mail system's notice may quote all that. */
static gboolean
is_of_program (const LegacyView *view)
{
  static const BounceList lists[]
      = { BOUNCE_LIST_SOURCE_POSITION, BOUNCE_LIST_FORM_PASSED_ON,
          BOUNCE_LIST_TRACKER_ENTRY };

  if (view->daemon)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (legacy_view_has (view, view->head, lists[i]))
      return TRUE;
  return legacy_view_has (view, view->subject, BOUNCE_LIST_FORM_SUBJECT)
         || legacy_view_has (view, view->subject, BOUNCE_LIST_TRACKER_ENTRY);
}

gboolean
legacy_is_announcement (const LegacyView *view)
{
  if (view->bare)
    return FALSE;
  if (legacy_view_has (view, view->head, BOUNCE_LIST_INCOMING)
      || is_of_program (view))
    return TRUE;
  if (view->null_sender)
    return FALSE;
  if (shows_sample (view) || is_change (view) || counts_replies (view))
    return TRUE;
  return is_for_many (view)
         && !legacy_view_has (view, view->head, BOUNCE_LIST_YOUR_MAIL_STRICT);
}

gboolean
legacy_asks (const LegacyView *view)
{
  return legacy_view_has (view, view->head, BOUNCE_LIST_TO_MODERATORS)
         || legacy_view_has (view, view->subject, BOUNCE_LIST_COMMAND_RESULTS)
         || (legacy_view_has (view, view->head, BOUNCE_LIST_CHALLENGE_DEED)
             && legacy_view_has (view, view->head, BOUNCE_LIST_CHALLENGE_PROOF)
             && !legacy_has_reply (view->head));
}
