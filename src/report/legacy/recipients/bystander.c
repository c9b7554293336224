/* bystander: drops addresses that a notification names without saying anything
   of them: whoever signs it, and the list whose members failed.  They are told
   by what is said of the others. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/recipients/bystander.h"
#include "report/legacy/recipients/header-list.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* In a text of more recipients or lines nobody is looked for. */
#define RECIPIENTS_MAX 200
#define LINES_MAX 2000

/* Whom to ask is told in so many characters. */
#define DESK_MAX 40

/* Whether ADDRESS is of the domain that VIEW comes from, or of one above or
   below it. */
static gboolean
is_of_house (const LegacyView *view, const char *address)
{
  g_autofree char *folded = bounce_fold_line (address, -1);
  const char *domain = bounce_address_domain (folded);
  BounceAddressSpan span;
  g_autofree char *from = NULL;
  const char *host;

  if (domain == NULL || !bounce_address_find (view->from, NULL, &span))
    return FALSE;
  from = bounce_address_span_copy (&span);
  host = bounce_address_domain (from);
  return host != NULL
         && (bounce_address_is_within (host, domain)
             || bounce_address_is_within (domain, host));
}

/* Whether something was said of EVIDENCE alone, or of few. */
static gboolean
is_told_of (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    if (bounce_evidence_text (evidence, i)->origin != BOUNCE_ORIGIN_PROSE)
      return TRUE;
  return evidence->action == BOUNCE_ACTION_DELIVERED
         || evidence->action == BOUNCE_ACTION_DELAYED;
}

/* Whether LINE is some words, a colon and nothing but addresses: "full: a@b".
 *LEAD: the words' length. */
static gboolean
is_behind_colon (const LegacyLine *line, gsize *lead)
{
  const char *end = legacy_line_end (line);
  BounceAddressSpan span;
  const char *p;

  if (memchr (line->start, '@', line->length) == NULL
      || !bounce_address_find (line->start, end, &span)
      || !legacy_is_list (legacy_skip_closing (span.end, end), end))
    return FALSE;
  for (p = span.start; p > line->start && strchr ("<\"'([ \t", p[-1]) != NULL;)
    p--;
  *lead = (gsize)(p - line->start);
  return p > line->start + 1
         && (p[-1] == ':' || g_str_has_prefix (p - 3, "\xef\xbc\x9a"));
}

/* Whether line I names whom to ask: its words are few, and no other line above
   gives a reason so. */
static gboolean
is_label_of_desk (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  g_autofree char *folded
      = g_strndup (view->folded->str + line->from, line->to - line->from);
  gsize lead;

  if (!is_behind_colon (line, &lead)
      || g_utf8_strlen (line->start, (gssize)lead) > DESK_MAX
      || legacy_states_failure (folded) || legacy_has_reply (folded)
      || legacy_line_begins (view, i, BOUNCE_LIST_RECIPIENT_LABEL))
    return FALSE;
  while (i-- > 0)
    if (is_behind_colon (legacy_line (view, i), &lead)
        && !legacy_line_begins (view, i, BOUNCE_LIST_RECIPIENT_LABEL)
        && !legacy_line_begins (view, i, BOUNCE_LIST_ADDRESSEE_LABEL))
      return FALSE;
  return TRUE;
}

/* Whether line I is an address alone, of who signs: below a rule, the closing
   words of a letter, or nothing that leads to it. */
static gboolean
is_signature (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  const LegacyLine *above = i > 0 ? legacy_line (view, i - 1) : NULL;
  const char *start = line->start;
  const char *end = start + line->length;
  BounceAddressSpan span;

  while (start < end && strchr ("-<", *start) != NULL)
    start++;
  if (!bounce_address_find (start, end, &span) || span.start != start
      || !legacy_is_list (legacy_skip_closing (span.end, end), end))
    return FALSE;
  if (above != NULL && above->length > 0)
    return strncmp (above->start, "--", 2) == 0
           || legacy_line_begins (view, i - 1, BOUNCE_LIST_SIGNING);
  while (i-- > 0 && legacy_line (view, i)->length == 0)
    ;
  above = i < view->n_body ? legacy_line (view, i) : NULL;
  /* One more of those above it is no signature. */
  return above != NULL && above->start[above->length - 1] != ':'
         && (above->indent != line->indent
             || !legacy_is_list (above->start, legacy_line_end (above)));
}

/* Whether line I, "For orders: a@b", leads to another desk. */
static gboolean
is_sure_desk (const LegacyView *view, guint i)
{
  gsize lead;

  return is_behind_colon (legacy_line (view, i), &lead)
         && (legacy_line_holds (view, i, BOUNCE_LIST_HELP)
             || legacy_line_begins (view, i, BOUNCE_LIST_DESK_LEAD))
         && !legacy_lines_state_failure (view, i, i);
}

/* The last line of VIEW's body that says anything but who else is to be asked,
   if it is only ADDRESS (folded) and names who signs or is to be asked; else
   n_body. */
static guint
find_closing (const LegacyView *view, const char *address)
{
  guint i = view->n_body;

  while (i-- > 0)
    if (legacy_line (view, i)->bare_to > legacy_line (view, i)->bare_from
        && (legacy_names_address (view, i, address) || !is_sure_desk (view, i)))
      break;
  if (i >= view->n_body || i == 0 || !legacy_names_address (view, i, address))
    return view->n_body;
  if (is_signature (view, i) || is_sure_desk (view, i))
    return i;
  return legacy_line (view, i - 1)->length == 0 && is_label_of_desk (view, i)
             ? i
             : view->n_body;
}

/* "postmaster@b" below all of whom something is told. */
static void
drop_closing (const LegacyView *view, BounceLegacy *legacy)
{
  GPtrArray *recipients = legacy->recipients;
  BounceEvidence *closing = NULL;
  g_autofree char *folded = NULL;
  guint at = view->n_body;

  for (guint i = recipients->len; i-- > 0 && at == view->n_body;)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (!is_of_house (view, evidence->recipient)
          || evidence->action == BOUNCE_ACTION_DELIVERED
          || evidence->action == BOUNCE_ACTION_DELAYED)
        continue;
      g_free (folded);
      folded = bounce_fold_line (evidence->recipient, -1);
      at = find_closing (view, folded);
      closing = evidence;
    }
  if (at == view->n_body)
    return;
  for (guint i = 0; i < at; i++)
    if (legacy_names_address (view, i, folded))
      return;
  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence != closing && !is_told_of (evidence)
          && !is_sure_desk (view, at))
        return;
    }
  legacy_forget (legacy, closing);
}

/* Whether LINE ends with words and a colon behind its last address. */
static gboolean
is_heading (const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  const char *p = line->start;
  BounceAddressSpan span;

  if (end[-1] != ':')
    return FALSE;
  while (bounce_address_find (p, end, &span))
    p = span.end;
  for (p = legacy_skip_closing (p, end); p < end; p++)
    if (g_ascii_isalpha (*p) || (guchar)*p >= 0x80)
      return TRUE;
  return FALSE;
}

/* The line of VIEW's body that leads to those below it and names ADDRESS
   (folded) on the way: "Copies of your mail to ADDRESS came back:"; else
   n_body. */
static guint
find_heading (const LegacyView *view, const char *address)
{
  for (guint i = 0; i < view->n_body; i++)
    if (legacy_names_address (view, i, address))
      return is_heading (legacy_line (view, i)) ? i : view->n_body;
  return view->n_body;
}

/* "Your mail to a@b did not reach these members:" names a list. */
static void
drop_heading (const LegacyView *view, BounceLegacy *legacy)
{
  BounceEvidence *first = g_ptr_array_index (legacy->recipients, 0);
  g_autofree char *folded = bounce_fold_line (first->recipient, -1);
  guint heading = find_heading (view, folded);
  guint below = heading + 1;

  while (below < view->n_body && legacy_line (view, below)->length == 0)
    below++;
  if (below >= view->n_body)
    return;
  for (guint i = heading + 1; i < view->n_body; i++)
    if (legacy_names_address (view, i, folded))
      return;
  for (guint i = 1; i < legacy->recipients->len; i++)
    if (!is_told_of (g_ptr_array_index (legacy->recipients, i)))
      return;
  for (guint i = 1; i < legacy->recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (legacy->recipients, i);
      g_autofree char *other = bounce_fold_line (evidence->recipient, -1);

      if (legacy_names_address (view, below, other))
        {
          legacy_forget (legacy, first);
          return;
        }
    }
}

gboolean
legacy_is_closing (const LegacyView *view, const BounceEvidence *evidence)
{
  g_autofree char *folded = NULL;

  if (evidence->recipient == NULL || !is_of_house (view, evidence->recipient))
    return FALSE;
  folded = bounce_fold_line (evidence->recipient, -1);
  return find_closing (view, folded) < view->n_body;
}

void
legacy_drop_bystanders (const LegacyView *view, BounceLegacy *legacy)
{
  guint n = legacy->recipients->len;

  if (n < 2 || n > RECIPIENTS_MAX || view->n_body > LINES_MAX)
    return;
  for (guint i = 0; i < n; i++)
    if (((BounceEvidence *)g_ptr_array_index (legacy->recipients, i))->recipient
        == NULL)
      return;
  legacy_drop_listed (view, legacy);
  do
    {
      n = legacy->recipients->len;
      if (n > 1)
        drop_closing (view, legacy);
    }
  while (legacy->recipients->len < n);
  if (legacy->recipients->len > 2)
    drop_heading (view, legacy);
}
