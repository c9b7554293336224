/* notice-scan: the mechanics that all readers share.  It walks over the lines
   before the returned message, collects each recipient with the reason that
   stands with it, then the reason that all have in common, and where there is
   none the text for people.  What differs is in the system's row. */
#include "config.h"

#include <string.h>

#include "text/address.h"
#include "report/dsn.h"
#include "report/footer.h"
#include "report/legacy/system.h"

/* So much of a reason, and of the text for people, is kept. */
#define REASON_MAX (16 * 1024)
#define PROSE_MAX (4 * 1024)

/* A text of more headings than that is none. */
#define HEADINGS_MAX 1000

/* A label alone is no longer. */
#define LABEL_MAX 40

typedef struct
{
  const LegacyView *view;
  const LegacySystem *system;
  BounceLegacy *notice;
  GPtrArray *group;     /* of BounceEvidence, borrowed: one reason for all */
  LegacyPlacement form; /* of the group's last recipient */
  guint indent;         /* and its indentation */
  GString *reason;
  gboolean blank;    /* an empty line since the last recipient or reason */
  gboolean direct;   /* the reason stands with the recipient, or is labelled */
  gboolean nameless; /* the group is one that only a name stands for */
  gboolean ended;    /* the reason is over */
  BounceAction section; /* what the heading above says; NONE: nothing */
  guint headings;       /* that were looked at */
  gboolean mixed;       /* headings of failures and of something else */
  char *common;         /* the reason of all, or NULL */
  GString *prose;
} Scan;

/* Ten thousand recipients must not each hold sixteen kilobytes. */
static gsize
fair_share (gsize max, guint n)
{
  return n <= 16 ? max : n <= 1000 ? MIN (max, 2048) : MIN (max, 256);
}

static BounceSpeaker
own_speaker (const Scan *scan)
{
  if (scan->system->reason == LEGACY_REASON_PEOPLE)
    return BOUNCE_SPEAKER_PROSE;
  if (!scan->direct && scan->system->reason != LEGACY_REASON_GAP)
    return BOUNCE_SPEAKER_PROSE;
  return BOUNCE_SPEAKER_REPORTER;
}

/* Whom "Name on DATE" means, if the reply below it says so. */
static void
name_group (Scan *scan)
{
  BounceAddressSpan span;
  BounceEvidence *evidence;

  scan->nameless = FALSE;
  if (!bounce_address_find (scan->reason->str, NULL, &span))
    {
      g_string_append_printf (scan->prose, "\n%s\n", scan->reason->str);
      return;
    }
  evidence = legacy_recipient (scan->notice, span.start,
                               (gsize)(span.end - span.start));
  if (evidence != NULL)
    g_ptr_array_add (scan->group, evidence);
}

/* The group has all that was said of it. */
static void
flush (Scan *scan)
{
  gboolean late = !scan->direct && scan->common != NULL;

  if (scan->nameless)
    name_group (scan);
  legacy_cut (scan->reason, fair_share (REASON_MAX, scan->group->len));
  for (guint i = 0; i < scan->group->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (scan->group, i);

      if (late)
        legacy_add_reason (evidence, scan->common, BOUNCE_SPEAKER_REPORTER);
      legacy_add_reason (evidence, scan->reason->str,
                         late ? BOUNCE_SPEAKER_PROSE : own_speaker (scan));
    }
  g_ptr_array_set_size (scan->group, 0);
  g_string_truncate (scan->reason, 0);
  scan->blank = scan->direct = scan->ended = FALSE;
}

/* "on Thu, 29 Apr 2005 23:34" behind an address is no reason. */
static gboolean
is_date (const char *start, const char *end)
{
  g_autofree char *folded = legacy_fold (start, end - start);

  return strlen (folded) < 60 && bounce_list_in (folded, BOUNCE_LIST_DATE_LEAD)
         && strpbrk (folded, "0123456789") != NULL
         && strchr (folded, ':') != NULL;
}

/* What Exim delivers to instead of an address. */
static gboolean
is_pipe (const LegacyLine *line)
{
  return line->indent > 0
         && (*line->start == '|' || *line->start == '/'
             || g_str_has_prefix (line->start, "pipe to ")
             || g_str_has_prefix (line->start, "save to "));
}

/* "Ida Gruber on 2 March 2026 10:04": a name and when it was tried. */
static gboolean
is_named (const Scan *scan, const LegacyLine *line)
{
  static const char *const words[]
      = { " on ", " am ", " le ", " el ", " il ", " em ", " op ", " den " };
  const char *end = line->start + line->length;

  if (!(scan->system->placement & LEGACY_NAMED))
    return FALSE;
  if (is_pipe (line))
    return scan->group->len == 0 || scan->ended || line->indent <= scan->indent;
  if (line->length > 120 || memchr (line->start, '@', line->length) != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *p = g_strstr_len (line->start, line->length, words[i]);

      if (p != NULL && p + 8 < end && is_date (p + 1, end))
        return TRUE;
    }
  return FALSE;
}

/* Whether the line of HIT goes on with the reason before it. */
static gboolean
is_continued (const Scan *scan, const LegacyLine *line, const LegacyHit *hit)
{
  if (scan->group->len == 0 || scan->blank || scan->ended)
    return FALSE;
  if (line->indent > scan->indent && hit->form != LEGACY_LABEL)
    return TRUE;
  return scan->form == LEGACY_COLON && hit->form != LEGACY_COLON
         && scan->reason->len > 0;
}

/* "To: a@b", "RCPT TO: <a@b>": a word or the command, and no reason. */
static gboolean
is_only_label (const LegacyLine *line, const char *address)
{
  const char *end = address;

  while (end > line->start && strchr (":<\"' (", end[-1]) != NULL)
    end--;
  if (g_ascii_strncasecmp (line->start, "rcpt to", 7) == 0
      || memchr (line->start, ' ', (gsize)(end - line->start)) == NULL)
    return TRUE;
  g_autofree char *folded = legacy_fold (line->start, address - line->start);
  return bounce_list_begins (folded, BOUNCE_LIST_QUOTED_TO)
         || (strlen (folded) < LABEL_MAX
             && !bounce_list_in (folded, BOUNCE_LIST_FAILURE)
             && bounce_list_in (folded, BOUNCE_LIST_RECIPIENT_LABEL));
}

static void
begin_reason (Scan *scan, const LegacyLine *line, const LegacyHit *hit)
{
  const char *end = line->start + line->length;
  const char *rest = hit->rest;

  if (hit->form == LEGACY_ALONE)
    return; /* the rest are more addresses */
  if (hit->form == LEGACY_LAST && is_only_label (line, hit->start))
    return;
  if (hit->form == LEGACY_LAST)
    {
      end = hit->start;
      while (end > line->start && strchr (":<\"' (", end[-1]) != NULL)
        end--;
      rest = line->start;
    }
  else if (hit->form == LEGACY_LABEL)
    {
      while (rest < end && strchr (" \t.,;:-)>'\"", *rest) != NULL)
        rest++;
      if (rest < end)
        rest = line->start;
      else
        legacy_append_line (scan->prose, line->start, end, LEGACY_HEAD_MAX);
    }
  else if (hit->form == LEGACY_FIRST)
    {
      if (is_date (rest, end))
        return;
      if (end > rest + 2 && *rest == '[' && end[-1] == ']')
        rest++, end--;
    }
  legacy_append_line (scan->reason, rest, end, REASON_MAX);
  scan->direct = scan->direct || scan->reason->len > 0;
}

/* Whether the address at NEXT is one more of the row that LAST ends. */
static gboolean
is_next (const LegacyHit *hit, const char *last, const char *next)
{
  if (hit->list)
    return !g_str_has_prefix (next - MIN (7, next - hit->end), "mailto:");
  return hit->form != LEGACY_COLON && legacy_is_row (last, next);
}

/* All addresses of a line that is a list. */
static void
add_recipients (Scan *scan, const LegacyLine *line, const LegacyHit *hit)
{
  const char *end = line->start + line->length;
  BounceAddressSpan span = { hit->start, hit->end };
  const char *last;

  do
    {
      BounceEvidence *evidence = legacy_recipient (
          scan->notice, span.start, (gsize)(span.end - span.start));
      if (evidence != NULL
          && (scan->group->len == 0
              || g_ptr_array_index (scan->group, scan->group->len - 1)
                     != evidence))
        g_ptr_array_add (scan->group, evidence);
      last = span.end;
    }
  while (bounce_address_find (last, end, &span)
         && is_next (hit, last, span.start));
}

/* "(expanded from <a@b>)": TRUE if the line is only that. */
static gboolean
take_alias (Scan *scan, const LegacyLine *line)
{
  g_autofree char *folded = NULL;
  BounceAddressSpan span;

  if ((scan->group->len == 0 && !scan->nameless) || line->length > 400)
    return FALSE;
  folded = legacy_fold (line->start, line->length);
  if (!bounce_list_in (folded, BOUNCE_LIST_ALIAS)
      || !bounce_address_find (line->start, line->start + line->length, &span))
    return FALSE;
  if (scan->nameless)
    {
      /* A pipe's mail was for the alias. */
      BounceEvidence *evidence = legacy_recipient (
          scan->notice, span.start, (gsize)(span.end - span.start));
      if (evidence != NULL)
        g_ptr_array_add (scan->group, evidence);
      scan->nameless = FALSE;
      return TRUE;
    }
  {
    BounceEvidence *evidence
        = g_ptr_array_index (scan->group, scan->group->len - 1);
    BounceAddressSpan last = span;

    while (bounce_address_find (last.end, line->start + line->length, &last))
      span = last;
    if (evidence->original_recipient == NULL)
      evidence->original_recipient
          = g_strndup (span.start, (gsize)(span.end - span.start));
  }
  return strchr ("(gGoO", line->start[0]) != NULL;
}

/* "(generated from a@b)" where an address should stand: Exim hides the one
   that an alias leads to. */
static gboolean
is_hidden (const Scan *scan, const LegacyLine *line, LegacyHit *hit)
{
  const char *end = line->start + line->length;
  BounceAddressSpan span;

  if (!g_str_has_prefix (line->start, "(generated from ")
      && !g_str_has_prefix (line->start, "(ultimately generated from "))
    return FALSE;
  if ((scan->group->len > 0 && !scan->ended && line->indent > scan->indent)
      || !bounce_address_find (line->start, end, &span))
    return FALSE;
  *hit = (LegacyHit){ span.start, span.end, end, LEGACY_ALONE, FALSE };
  return TRUE;
}

static void
read_hit (Scan *scan, const LegacyLine *line, const LegacyHit *hit)
{
  if (scan->system->reason == LEGACY_REASON_BEFORE)
    {
      add_recipients (scan, line, hit);
      scan->direct = TRUE;
      flush (scan);
      return;
    }
  /* "<a@b>:" and nothing below it: the next one's reason is not its. */
  if (scan->reason->len > 0 || scan->ended || scan->nameless
      || (scan->blank && scan->form == LEGACY_COLON
          && hit->form == LEGACY_COLON))
    flush (scan);
  add_recipients (scan, line, hit);
  scan->form = hit->form;
  scan->indent = line->indent;
  scan->blank = FALSE;
  scan->ended = FALSE;
  begin_reason (scan, line, hit);
}

/* "The following addresses had successful delivery notifications": what such
   a heading says holds for the recipients below it. */
static void
read_heading (Scan *scan, const LegacyLine *line, const char *folded)
{
  if (line->length == 0 || line->length > 200 || scan->headings >= HEADINGS_MAX
      || (line->start[line->length - 1] != ':'
          && strncmp (line->start, "---", 3) != 0))
    return;
  scan->headings++;
  if (bounce_list_in (folded, BOUNCE_LIST_SUCCESS))
    scan->section = BOUNCE_ACTION_DELIVERED;
  else if (bounce_list_in (folded, BOUNCE_LIST_DELAY))
    scan->section = BOUNCE_ACTION_DELAYED;
  else if (bounce_list_in (folded, BOUNCE_LIST_FAILURE))
    scan->section = BOUNCE_ACTION_FAILED;
  else
    return;
  scan->mixed = scan->mixed || scan->section != BOUNCE_ACTION_FAILED;
}

/* "Reason:" and nothing behind it. */
static gboolean
is_bare_label (const char *folded)
{
  return g_str_has_suffix (folded, ":")
         || g_str_has_suffix (folded, "\xef\xbc\x9a"); /* full width */
}

/* "The following recipients did not get it:" above the next of them. */
static gboolean
is_next_heading (const Scan *scan, guint i, const char *folded)
{
  const LegacyLine *next;

  if (scan->group->len == 0 || i + 1 >= scan->view->n_body
      || legacy_line (scan->view, i)->indent >= scan->indent
      || !is_bare_label (folded) || strlen (folded) < 20
      || bounce_list_in (folded, BOUNCE_LIST_REASON_LABEL))
    return FALSE;
  do
    next = legacy_line (scan->view, ++i);
  while (next->length == 0 && i + 1 < scan->view->n_body);
  return next->length > 2 && memchr (next->start, '@', next->length) != NULL
         && memchr (next->start, ' ', next->length) == NULL;
}

/* A line that names no recipient. */
static void
read_text (Scan *scan, guint i)
{
  const LegacyLine *line = legacy_line (scan->view, i);
  g_autofree char *folded = legacy_fold_line (scan->view, i);
  gboolean label = FALSE;

  if (scan->group->len == 0 || scan->ended)
    read_heading (scan, line, folded);
  if (line->length == 0)
    {
      scan->blank = TRUE;
      if (scan->reason->len > 0 && scan->system->reason != LEGACY_REASON_GAP)
        scan->ended = TRUE;
      g_string_append_c (scan->prose, '\n');
      return;
    }
  if (bounce_footer_is_banner (line->start, line->start + line->length)
      && !bounce_list_in (folded, BOUNCE_LIST_FAILURE))
    return;
  if (is_next_heading (scan, i, folded))
    {
      flush (scan);
      return;
    }
  if (scan->system->reason == LEGACY_REASON_BEFORE)
    {
      legacy_append_line (scan->reason, line->start, line->start + line->length,
                          REASON_MAX);
      return;
    }
  if (is_named (scan, line))
    {
      flush (scan);
      scan->nameless = TRUE;
      scan->indent = line->indent;
      return;
    }
  if ((scan->group->len > 0 || scan->nameless) && !scan->ended)
    {
      label = bounce_list_in (folded, BOUNCE_LIST_REASON_LABEL);
      if (*folded == '\0' && line->length > 3)
        {
          scan->ended = scan->reason->len > 0;
          return;
        }
      if (take_alias (scan, line) || legacy_is_field (folded))
        return;
      if (scan->reason->len == 0)
        scan->direct = label || !scan->blank;
      if (!label || !is_bare_label (folded))
        legacy_append_line (scan->reason, line->start,
                            line->start + line->length, REASON_MAX);
      else
        scan->direct = TRUE;
      if (scan->direct)
        return;
    }
  legacy_append_line (scan->prose, line->start, line->start + line->length,
                      LEGACY_HEAD_MAX);
}

/* "-----", alone or around a heading. */
static gboolean
is_rule (const LegacyLine *line)
{
  return strspn (line->start, "-=_*#") > 3
         || (line->length > 5
             && strncmp (line->start + line->length - 5, "-----", 5) == 0);
}

/* Whether a full stop stands before END. */
static gboolean
ends_sentence (const char *end)
{
  return end[-1] == '.' || g_str_has_prefix (end - 3, "\xe3\x80\x82");
}

/* The reason that stands by itself behind a label: "Reason:". */
static char *
find_common (const LegacyView *view)
{
  GString *reason = g_string_new (NULL);
  gboolean inside = FALSE;

  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *rest = line->start;
      g_autofree char *folded = NULL;

      if (line->length == 0)
        {
          if (reason->len > 0)
            break;
          continue;
        }
      if (!inside)
        {
          if (line->length > 400)
            continue;
          folded = legacy_fold_line (view, i);
          if (!bounce_list_in (folded, BOUNCE_LIST_REASON_LABEL))
            continue;
          rest = memchr (line->start, ':', line->length);
          /* "Reasons for this are told below." is a sentence. */
          inside = rest != NULL || !ends_sentence (line->start + line->length);
          if (rest == NULL)
            continue;
          rest++;
        }
      else if (is_rule (line))
        {
          if (reason->len > 0)
            break;
          continue;
        }
      legacy_append_line (reason, rest, line->start + line->length, REASON_MAX);
    }
  return g_string_free (reason, reason->len == 0);
}

/* Handed on to a server that tells no more, not delivered. */
static void
note_relayed (BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->words->len; i++)
    {
      g_autofree char *folded = legacy_fold (
          g_array_index (evidence->words, BounceWords, i).text, -1);
      if (bounce_list_in (folded, BOUNCE_LIST_RELAYED))
        evidence->action = BOUNCE_ACTION_RELAYED;
    }
}

/* What the reporter's own words on EVIDENCE say with PROSE: a delay is often
   told in the sentence that names the recipient. */
static BounceAction
own_action (const Scan *scan, const BounceEvidence *evidence, const char *prose)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;

  for (guint i = 0; i < evidence->words->len; i++)
    {
      const BounceWords *words
          = &g_array_index (evidence->words, BounceWords, i);

      if (words->speaker != BOUNCE_SPEAKER_REMOTE && text->len < REASON_MAX)
        g_string_append_printf (text, "%s ", words->text);
    }
  g_string_append (text, prose);
  folded = legacy_fold (text->str, -1);
  return legacy_judge_action (scan->view, folded);
}

/* What is left once all lines are read: the common reason, the text for
   people, the action. */
static void
finish (Scan *scan)
{
  GPtrArray *recipients = scan->notice->recipients;
  g_autofree char *folded = legacy_fold (scan->prose->str, -1);
  BounceAction action = legacy_judge_action (scan->view, folded);
  gsize share = fair_share (PROSE_MAX, recipients->len);
  g_autofree char *prose = legacy_sentences (scan->prose->str, share);

  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->action == BOUNCE_ACTION_NONE
          || (evidence->action == BOUNCE_ACTION_FAILED && !scan->mixed))
        evidence->action
            = action == BOUNCE_ACTION_FAILED && recipients->len < 100
                  ? own_action (scan, evidence, scan->prose->str)
                  : action;
      if (evidence->action == BOUNCE_ACTION_DELIVERED)
        note_relayed (evidence);
      if (evidence->words->len == 0 && scan->common != NULL)
        legacy_add_reason (evidence, scan->common, BOUNCE_SPEAKER_REPORTER);
      if (scan->system->says != NULL)
        bounce_evidence_add (evidence, BOUNCE_SPEAKER_PROSE,
                             scan->system->says);
      if (evidence->diagnostic == NULL && recipients->len == 1)
        legacy_add_reason (evidence, prose, BOUNCE_SPEAKER_PROSE);
      else if (evidence->diagnostic == NULL)
        bounce_evidence_add (evidence, BOUNCE_SPEAKER_PROSE, prose);
    }
}

void
legacy_scan (const LegacyView *view, const LegacySystem *system,
             BounceLegacy *notice)
{
  Scan scan = { .view = view, .system = system, .notice = notice };
  gboolean begun = system->begin == BOUNCE_LIST_NONE
                   || !legacy_view_has (view, view->head, system->begin);
  gboolean known = !begun || system->begin == BOUNCE_LIST_NONE;
  g_autoptr (GString) near = g_string_new (NULL);

  scan.group = g_ptr_array_new ();
  scan.reason = g_string_new (NULL);
  scan.prose = g_string_new (NULL);
  scan.common = find_common (view);
  if (scan.common != NULL)
    {
      g_autofree char *whole = scan.common;
      g_autoptr (GString) short_common = g_string_new (whole);
      legacy_cut (short_common, 2048);
      scan.common = g_strdup (short_common->str);
    }
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      LegacyHit hit;

      if (!begun)
        {
          g_autofree char *folded = legacy_fold (line->start, line->length);

          /* A phrase may be wrapped: look at two lines at once. */
          g_string_append_printf (near, " %s", folded);
          begun = bounce_list_in (near->str, system->begin);
          g_string_assign (near, folded);
          if (!(begun && (system->placement & LEGACY_LABEL)))
            {
              read_text (&scan, i);
              continue;
            }
        }
      if (line->length > 0
          && (is_hidden (&scan, line, &hit)
              || (legacy_line_hit (view, i, system, begun && known, &hit)
                  && !is_continued (&scan, line, &hit))))
        read_hit (&scan, line, &hit);
      else
        read_text (&scan, i);
    }
  flush (&scan);
  finish (&scan);
  g_ptr_array_free (scan.group, TRUE);
  g_string_free (scan.reason, TRUE);
  g_string_free (scan.prose, TRUE);
  g_free (scan.common);
}
