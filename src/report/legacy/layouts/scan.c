/* scan: the mechanics that all readers share.  It walks over the lines before
   the returned message, and collects each recipient with the reason that
   stands with it, then the reason that all have in common, and where there is
   none the text for people.  What differs between systems is in the system's
   row. */
#include "config.h"

#include <string.h>

#include "base/scratch.h"
#include "model/evidence.h"
#include "report/footer.h"
#include "report/legacy/layouts/each.h"
#include "report/legacy/layouts/scan-state.h"
#include "report/legacy/layouts/scan.h"
#include "report/legacy/reasons/common-reason.h"
#include "report/legacy/reasons/conclude.h"
#include "report/legacy/reasons/ditto.h"
#include "report/legacy/reasons/group.h"
#include "report/legacy/recipients/bystander.h"
#include "report/legacy/recipients/cells.h"
#include "report/legacy/recipients/line.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A name and when it was tried take no more bytes. */
#define NAMED_MAX 120

static void
flush (Scan *scan)
{
  legacy_group_end (scan->view, &scan->group, scan->legacy,
                    scan->system->reason, scan->common, scan->for_people);
}

/* "Ida Gruber on 2 March 2026 10:04": a name and when it was tried. */
static gboolean
is_named (const Scan *scan, const LegacyLine *line)
{
  if (!(scan->system->placement & LEGACY_NAMED))
    return FALSE;
  if (legacy_group_is_pipe (line))
    return scan->group.recipients->len == 0 || scan->group.ended
           || line->indent <= scan->group.indent;
  return line->length <= NAMED_MAX
         && memchr (line->start, '@', line->length) == NULL
         && legacy_group_holds_date (line);
}

/* Whether the line of HIT goes on with the reason before it. */
static gboolean
is_continued (const Scan *scan, const LegacyLine *line, const LegacyHit *hit)
{
  if (scan->group.recipients->len == 0 || scan->group.blank
      || scan->group.ended)
    return FALSE;
  if (legacy_group_goes_on (&scan->group, line, hit))
    return FALSE;
  if (line->indent > scan->group.indent && hit->form != LEGACY_LABEL)
    return TRUE;
  return scan->group.form == LEGACY_COLON && hit->form != LEGACY_COLON
         && scan->group.reason->len > 0;
}

/* "(generated from a@b)" where an address should stand: Exim hides the one
   that an alias leads to. */
static gboolean
is_hidden (const Scan *scan, const LegacyLine *line, LegacyHit *hit)
{
  const char *end = legacy_line_end (line);
  BounceAddressSpan span;

  if (*line->start != '(')
    return FALSE;
  if (!g_str_has_prefix (line->start, "(generated from ")
      && !g_str_has_prefix (line->start, "(ultimately generated from "))
    return FALSE;
  if ((scan->group.recipients->len > 0 && !scan->group.ended
       && line->indent > scan->group.indent)
      || !bounce_address_find (line->start, end, &span))
    return FALSE;
  *hit = (LegacyHit){
    .start = span.start, .end = span.end, .rest = end, .form = LEGACY_ALONE
  };
  return TRUE;
}

/* ACTION holds for the recipients at hand, which it was said of, where nothing
   else was. */
static void
mark_action (Scan *scan, BounceAction action)
{
  for (guint i = 0; i < scan->group.recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (scan->group.recipients, i);

      if (evidence->action == BOUNCE_ACTION_NONE)
        evidence->action = action;
    }
}

static void
read_hit (Scan *scan, const LegacyLine *line, const LegacyHit *hit)
{
  BounceAction said;

  if (scan->system->reason == LEGACY_REASON_BEFORE)
    {
      legacy_group_add (&scan->group, scan->legacy, line, hit);
      scan->group.direct = TRUE;
      flush (scan);
      return;
    }
  if (legacy_group_goes_on (&scan->group, line, hit))
    {
      legacy_group_add (&scan->group, scan->legacy, line, hit);
      return;
    }
  said = legacy_hit_action (line, hit);
  /* "<a@b>:" and nothing below it: the next one's reason is not its. */
  if (said == BOUNCE_ACTION_DELIVERED || scan->group.reason->len > 0
      || scan->group.ended || scan->group.nameless
      || (hit->form == LEGACY_LAST && scan->group.heading->len > 0)
      || (scan->group.blank && hit->form == LEGACY_COLON
          && (scan->group.form == LEGACY_COLON
              || scan->group.recipients->len > 1)))
    flush (scan);
  if (scan->group.recipients->len == 0)
    scan_take_heading (scan);
  legacy_group_add (&scan->group, scan->legacy, line, hit);
  if (said != BOUNCE_ACTION_NONE)
    mark_action (scan, said);
  else if (scan->section != BOUNCE_ACTION_NONE)
    mark_action (scan, scan->section);
  scan->group.form = hit->form;
  scan->group.indent = line->indent;
  scan->group.blank = FALSE;
  /* Of whom the mail reached nothing more is said. */
  scan->group.ended = said == BOUNCE_ACTION_DELIVERED;
  legacy_group_begin (&scan->group, line, hit, scan->for_people);
}

/* "Session: RCPT TO:<a@b> / 550 no such user": what line I tells of the mail's
   way is how that ended. */
static gboolean
quotes_refusal (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  g_autofree char *text = NULL;

  if (!legacy_line_begins (view, i, BOUNCE_LIST_MAIL_FACT))
    return FALSE;
  text = g_strndup (line->start, line->length);
  return legacy_has_reply (text);
}

/* A line below a recipient.  FALSE: it may be for people, too. */
static gboolean
read_reason (Scan *scan, guint i)
{
  const LegacyView *view = scan->view;
  const LegacyLine *line = legacy_line (view, i);
  LegacyGroup *group = &scan->group;
  gboolean label = legacy_line_holds (view, i, BOUNCE_LIST_REASON_LABEL);

  if (line->bare_from == line->bare_to && line->length > 3)
    {
      group->ended = group->reason->len > 0;
      return TRUE;
    }
  if ((legacy_lines_hold (view, i, i, BOUNCE_LIST_ALIAS)
       && legacy_group_take_alias (group, scan->legacy, line))
      || (legacy_is_field (view, i) && !quotes_refusal (view, i)))
    return TRUE;
  if (group->reason->len == 0)
    group->direct = group->direct || label || !group->blank;
  if (!label || !legacy_line_is_label (view, i))
    legacy_append_line (group->reason, line->start, legacy_line_end (line),
                        LEGACY_REASON_MAX);
  else
    group->direct = TRUE;
  return group->direct;
}

/* "Your mail to a@b was refused:" leads to what stands below; so does "Your
   mail to a@b, with the subject", which is no sentence yet. */
static gboolean
leads_on (const GString *reason)
{
  g_autofree char *folded = NULL;

  if (legacy_is_bare_label (reason->str, reason->len))
    return TRUE;
  if (strchr (".!?", reason->str[reason->len - 1]) != NULL
      || legacy_has_reply (reason->str))
    return FALSE;
  folded = bounce_fold_line (reason->str, -1);
  return bounce_list_begins (folded, BOUNCE_LIST_YOUR_MAIL)
         && !legacy_states_failure (folded);
}

/* A line that names no recipient. */
static void
read_text (Scan *scan, guint i)
{
  const LegacyLine *line = legacy_line (scan->view, i);

  scan_keep_heading (scan, line);
  if (scan->group.recipients->len == 0 || scan->group.ended)
    scan_read_heading (scan, i);
  if (line->length == 0)
    {
      scan->group.blank = TRUE;
      if (scan->group.reason->len > 0
          && scan->system->reason != LEGACY_REASON_GAP
          && !leads_on (scan->group.reason))
        scan->group.ended = TRUE;
      g_string_append_c (scan->for_people, '\n');
      return;
    }
  if (bounce_footer_is_banner (line->start, legacy_line_end (line))
      && !legacy_line_holds (scan->view, i, BOUNCE_LIST_FAILURE))
    return;
  if (scan_is_next_heading (scan, i))
    {
      scan_drop_lead (scan);
      flush (scan);
      scan_read_heading (scan, i);
      return;
    }
  if (scan->system->reason == LEGACY_REASON_BEFORE)
    {
      legacy_append_line (scan->group.reason, line->start,
                          legacy_line_end (line), LEGACY_REASON_MAX);
      return;
    }
  if (is_named (scan, line))
    {
      flush (scan);
      scan->group.nameless = TRUE;
      scan->group.indent = line->indent;
      return;
    }
  if ((scan->group.recipients->len > 0 || scan->group.nameless)
      && !scan->group.ended && read_reason (scan, i))
    return;
  legacy_append_line (scan->for_people, line->start, legacy_line_end (line),
                      LEGACY_HEAD_MAX);
}

/* The line I, where the recipients may be. */
static void
read_line (Scan *scan, guint *at, gboolean begun)
{
  guint i = *at;
  const LegacyLine *line = legacy_line (scan->view, i);
  LegacyHit hit;

  if (((scan->system->placement & (LEGACY_CODED | LEGACY_FIRST))
       || scan->system->begin != BOUNCE_LIST_NONE)
      && legacy_read_each_at (scan->view, scan->legacy, at))
    flush (scan);
  else if (line->length > 0
           && (is_hidden (scan, line, &hit)
               || (legacy_line_hit (scan->view, i, scan->system, begun, &hit)
                       ? !is_continued (scan, line, &hit)
                       : legacy_group_is_broken (&scan->group, line, &hit))))
    read_hit (scan, line, &hit);
  else
    read_text (scan, i);
}

/* Whether an address and a bracket behind it stand on LINE. */
static gboolean
has_bracket (const LegacyLine *line)
{
  const char *at = memchr (line->start, '@', line->length);

  return at != NULL
         && memchr (at, '(', line->length - (gsize)(at - line->start)) != NULL;
}

/* The first line at which the system's list of recipients may stand.  *KNOWN:
   the phrase before it was found, or there is none. */
static guint
find_begin (Scan *scan, gboolean *known)
{
  const LegacyView *view = scan->view;
  BounceList begin = scan->system->begin;

  *known = begin == BOUNCE_LIST_NONE || legacy_head_has (view, begin);
  if (begin == BOUNCE_LIST_NONE || !*known)
    return 0;
  /* A phrase may be wrapped: look at two lines at once. */
  for (guint i = 0; i < view->n_body; i++)
    if (legacy_lines_hold (view, i > 0 ? i - 1 : 0, i, begin))
      /* "... to a@b (full), c@d (unknown)" begins on the phrase's line. */
      return (scan->system->placement & LEGACY_LABEL)
                     || has_bracket (legacy_line (view, i))
                 ? i
                 : i + 1;
  return view->n_body;
}

void
legacy_scan (const LegacyView *view, const LegacySystem *system,
             BounceLegacy *legacy)
{
  Scan scan = { .view = view, .system = system, .legacy = legacy };
  gboolean known;
  guint begin = find_begin (&scan, &known);

  legacy_group_init (&scan.group);
  scan.for_people = bounce_scratch_take ();
  scan.heading = bounce_scratch_take ();
  scan.common = legacy_common_reason (view);
  for (guint i = 0; i < view->n_body; i++)
    if (i < begin)
      read_text (&scan, i);
    else
      read_line (&scan, &i, known);
  flush (&scan);
  legacy_merge_routes (legacy);
  legacy_drop_bystanders (view, legacy);
  if (legacy_line_may_hold (view, BOUNCE_LIST_DITTO))
    legacy_repeat_reasons (legacy);
  legacy_conclude (view, system, legacy, scan.mixed, scan.common,
                   scan.for_people->str);
  legacy_group_clear (&scan.group);
  bounce_scratch_give_back (scan.for_people);
  bounce_scratch_give_back (scan.heading);
  g_free (scan.common);
}
