/* group: collects recipients and what is said of them, line by line, until the
   next ones begin, and then gives it to all of them.  Which lines name
   recipients and which give reasons is not decided here. */
#include "config.h"

#include <string.h>

#include "base/scratch.h"
#include "model/evidence.h"
#include "report/legacy/reasons/by-name.h"
#include "report/legacy/reasons/group.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* What is left of an address is no longer. */
#define ADDRESS_MAX 100

/* A label alone is no longer, nor a date, nor a line that tells of an alias. */
#define LABEL_MAX 40
#define DATE_MAX 60
#define ALIAS_MAX 400

void
legacy_group_init (LegacyGroup *group)
{
  *group = (LegacyGroup){ 0 };
  group->recipients = g_ptr_array_new ();
  group->reason = bounce_scratch_take ();
  group->heading = bounce_scratch_take ();
}

void
legacy_group_clear (LegacyGroup *group)
{
  g_ptr_array_free (group->recipients, TRUE);
  bounce_scratch_give_back (group->reason);
  bounce_scratch_give_back (group->heading);
}

/* Ten thousand recipients must not each hold sixteen kilobytes. */
gsize
legacy_fair_share (gsize max, guint n)
{
  return n <= 16 ? max : n <= 1000 ? MIN (max, 2048) : MIN (max, 256);
}

/* Whether the address at NEXT is one more of the row that LAST ends. */
static gboolean
is_next (const LegacyHit *hit, const char *last, const char *next)
{
  if (hit->list)
    return !g_str_has_prefix (next - MIN (7, next - hit->end), "mailto:");
  return hit->form != LEGACY_COLON && legacy_is_row (last, next);
}

/* "to a@b was forwarded to c@d": it failed for the latter. */
static gboolean
is_forwarded (const LegacyLine *line, const char *last, const char *next)
{
  g_autofree char *folded = bounce_fold_line (last, next - last);
  g_autofree char *lead = NULL;

  if (strlen (folded) >= LABEL_MAX)
    return FALSE;
  if (bounce_list_in (folded, BOUNCE_LIST_ALIAS))
    return TRUE;
  if (legacy_is_onward (folded))
    {
      lead = bounce_fold_line (line->start, line->length);
      return bounce_list_in (lead, BOUNCE_LIST_FORWARDING);
    }
  if (!bounce_list_in (folded, BOUNCE_LIST_FORWARD_JOINT))
    return FALSE;
  lead = bounce_fold_line (line->start, last - line->start);
  return bounce_list_in (lead, BOUNCE_LIST_FORWARDING);
}

/* Where LINE ends, or the next one if a row of addresses goes on there. */
static const char *
row_end (const LegacyLine *line, const LegacyHit *hit)
{
  const char *end = legacy_line_end (line);
  const char *next = end + strspn (end, " \t\r");

  if (hit->form != LEGACY_LABEL || hit->list || *next != '\n')
    return end;
  return next + 1 + strcspn (next + 1, "\n");
}

void
legacy_group_add (LegacyGroup *group, BounceLegacy *legacy,
                  const LegacyLine *line, const LegacyHit *hit)
{
  const char *end = row_end (line, hit);
  BounceAddressSpan span = { hit->start, hit->end };
  const char *last;
  gboolean forwarded = FALSE;

  group->end = legacy_line_end (line);
  do
    {
      BounceEvidence *evidence = legacy_recipient_at (legacy, &span);
      GPtrArray *all = group->recipients;

      if (evidence != NULL && forwarded && all->len > 0)
        {
          BounceEvidence *first = g_ptr_array_index (all, all->len - 1);

          if (evidence->original_recipient == NULL)
            evidence->original_recipient = g_strdup (first->recipient);
          g_ptr_array_set_size (all, (gint)all->len - 1);
          legacy_forget (legacy, first);
        }
      if (evidence != NULL
          && (all->len == 0
              || g_ptr_array_index (all, all->len - 1) != evidence))
        g_ptr_array_add (all, evidence);
      last = span.end;
      if (!bounce_address_find (last, end, &span))
        break;
      forwarded
          = hit->form == LEGACY_LABEL && is_forwarded (line, last, span.start);
    }
  while (forwarded || is_next (hit, last, span.start));
}

gboolean
legacy_group_goes_on (const LegacyGroup *group, const LegacyLine *line,
                      const LegacyHit *hit)
{
  return group->recipients->len > 0 && !group->blank && !group->ended
         && (group->form == LEGACY_LAST || group->form == LEGACY_LABEL)
         && hit->form == LEGACY_ALONE && line->indent > group->indent
         && group->end + strspn (group->end, " \t\r\n") == line->start;
}

gboolean
legacy_group_is_pipe (const LegacyLine *line)
{
  return line->indent > 0
         && (*line->start == '|' || *line->start == '/'
             || g_str_has_prefix (line->start, "pipe to ")
             || g_str_has_prefix (line->start, "save to "));
}

gboolean
legacy_group_is_broken (const LegacyGroup *group, const LegacyLine *line,
                        LegacyHit *hit)
{
  const char *end = legacy_line_end (line);

  if (group->form != LEGACY_ALONE || line->indent != group->indent
      || line->length > ADDRESS_MAX
      || memchr (line->start, '@', line->length) == NULL
      || memchr (line->start, ' ', line->length) != NULL)
    return FALSE;
  *hit = (LegacyHit){
    .start = line->start, .end = end, .rest = end, .form = LEGACY_ALONE
  };
  return TRUE;
}

/* "on Thu, 29 Apr 2005 23:34" behind an address is no reason. */
static gboolean
is_date (const char *start, const char *end)
{
  g_autofree char *folded = bounce_fold_line (start, end - start);

  return strlen (folded) < DATE_MAX
         && bounce_list_in (folded, BOUNCE_LIST_DATE_LEAD)
         && strpbrk (folded, "0123456789") != NULL
         && strchr (folded, ':') != NULL;
}

gboolean
legacy_group_holds_date (const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  BounceListReader reader;
  gboolean found = FALSE;

  if (memchr (line->start, ':', line->length) == NULL)
    return FALSE; /* a date has a time */
  bounce_list_reader_init (&reader);
  bounce_list_reader_read_for (&reader, line->start, line->length,
                               BOUNCE_LIST_DATE_WORD);
  for (guint i = 0; i < reader.n_hits && !found; i++)
    {
      const char *date = line->start + bounce_hit_start (&reader.hits[i]) + 1;

      found = end - date > 7 && is_date (date, end);
    }
  bounce_list_reader_clear (&reader);
  return found;
}

/* "a@b (Bob), c@d (Eve)": what stands behind the first address is its name, and
   one more address. */
static gboolean
names_only (const char *rest, const char *end)
{
  const char *close = memchr (rest, ')', (gsize)(end - rest));

  return *rest == '(' && close != NULL && g_ascii_isupper (rest[1])
         && end[-1] == ')' && memchr (close, '@', (gsize)(end - close)) != NULL;
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
  g_autofree char *folded
      = bounce_fold_line (line->start, address - line->start);
  return bounce_list_begins (folded, BOUNCE_LIST_QUOTED_TO)
         || (strlen (folded) < LABEL_MAX
             && !bounce_list_in (folded, BOUNCE_LIST_FAILURE)
             && bounce_list_in (folded, BOUNCE_LIST_RECIPIENT_LABEL));
}

/* "To: a@b at Post-Office": cc:Mail tells where its people are. */
static gboolean
is_post_office (const char *rest, const char *end)
{
  return end - rest > 3 && g_str_has_prefix (rest, "at ")
         && memchr (rest + 3, ' ', (gsize)(end - rest) - 3) == NULL;
}

/* "Unknown user: a@b" has its reason before it. */
static void
take_lead (LegacyGroup *group, const char *start, const char *address)
{
  g_autofree char *folded = bounce_fold_line (start, address - start);

  if (group->heading->len == 0 && bounce_list_in (folded, BOUNCE_LIST_FAILURE))
    legacy_append_line (group->heading, start, address, LABEL_MAX);
}

void
legacy_group_begin (LegacyGroup *group, const LegacyLine *line,
                    const LegacyHit *hit, GString *for_people)
{
  const char *end = legacy_line_end (line);
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
      if (rest < end && is_post_office (rest, end))
        rest = end;
      else if (rest < end)
        rest = line->start;
      else
        {
          legacy_append_line (for_people, line->start, end, LEGACY_HEAD_MAX);
          take_lead (group, line->start, hit->start);
        }
    }
  else if (hit->form == LEGACY_FIRST)
    {
      if (is_date (rest, end))
        return;
      if (names_only (rest, end))
        return;
      if (end > rest + 2 && *rest == '[' && end[-1] == ']')
        rest++, end--;
    }
  legacy_append_line (group->reason, rest, end, LEGACY_REASON_MAX);
  group->direct = group->direct || group->reason->len > 0;
}

gboolean
legacy_group_take_alias (LegacyGroup *group, BounceLegacy *legacy,
                         const LegacyLine *line)
{
  BounceAddressSpan span;

  if ((group->recipients->len == 0 && !group->nameless)
      || line->length > ALIAS_MAX)
    return FALSE;
  if (!bounce_address_find (line->start, legacy_line_end (line), &span))
    return FALSE;
  if (group->nameless)
    {
      /* A pipe's mail was for the alias. */
      BounceEvidence *evidence = legacy_recipient_at (legacy, &span);
      if (evidence != NULL)
        g_ptr_array_add (group->recipients, evidence);
      group->nameless = FALSE;
      return TRUE;
    }
  {
    BounceEvidence *evidence
        = g_ptr_array_index (group->recipients, group->recipients->len - 1);
    BounceAddressSpan last = span;

    while (bounce_address_find (last.end, legacy_line_end (line), &last))
      span = last;
    if (evidence->original_recipient == NULL)
      evidence->original_recipient = bounce_address_span_copy (&span);
  }
  return strchr ("(gGoO", line->start[0]) != NULL;
}

static BounceOrigin
own_origin (const LegacyGroup *group, LegacyReason place)
{
  if (place == LEGACY_REASON_PEOPLE)
    return BOUNCE_ORIGIN_PROSE;
  if (!group->direct && place != LEGACY_REASON_GAP)
    return BOUNCE_ORIGIN_PROSE;
  return BOUNCE_ORIGIN_REPORTER;
}

/* Whom "Name on DATE" means, if the reply below it says so. */
static void
name_group (LegacyGroup *group, BounceLegacy *legacy, GString *for_people)
{
  BounceAddressSpan span;
  BounceEvidence *evidence;

  group->nameless = FALSE;
  if (!bounce_address_find (group->reason->str, NULL, &span))
    {
      g_string_append_printf (for_people, "\n%s\n", group->reason->str);
      return;
    }
  evidence = legacy_recipient_at (legacy, &span);
  if (evidence != NULL)
    g_ptr_array_add (group->recipients, evidence);
}

void
legacy_group_end (const LegacyView *view, LegacyGroup *group,
                  BounceLegacy *legacy, LegacyReason place, const char *common,
                  GString *for_people)
{
  gboolean late = !group->direct && common != NULL;
  BounceOrigin origin = late ? BOUNCE_ORIGIN_PROSE : own_origin (group, place);
  g_autofree char *reported = NULL;
  const char *reason = group->reason->str;

  if (group->nameless)
    name_group (group, legacy, for_people);
  /* What parts the cells of a table parts only words then. */
  for (char *p = group->reason->str; (p = strchr (p, '\t')) != NULL; p++)
    *p = ' ';
  legacy_cut (group->reason,
              legacy_fair_share (LEGACY_REASON_MAX, group->recipients->len));
  if (origin == BOUNCE_ORIGIN_PROSE)
    reason = reported = legacy_sentences (view, reason, LEGACY_REASON_MAX);
  if (late ? legacy_share_by_name (group->recipients, common,
                                   BOUNCE_ORIGIN_REPORTER)
           : legacy_share_by_name (group->recipients, reason, origin))
    g_ptr_array_set_size (group->recipients, 0);
  for (guint i = 0; i < group->recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (group->recipients, i);

      if (late)
        legacy_add_reason (evidence, common, BOUNCE_ORIGIN_REPORTER);
      if (*reason == '\0' || origin == BOUNCE_ORIGIN_PROSE)
        bounce_evidence_add (evidence, BOUNCE_ORIGIN_PROSE,
                             group->heading->str);
      legacy_add_reason (evidence, reason, origin);
    }
  g_ptr_array_set_size (group->recipients, 0);
  g_string_truncate (group->reason, 0);
  g_string_truncate (group->heading, 0);
  group->blank = group->direct = group->ended = FALSE;
}
