/* named: reads the recipients that sentences name: "your message to a@b and
   c@d could not be delivered".  It goes sentence by sentence, so that an
   address to ask is not taken for one that failed.  What the sentences mean is
   not asked. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/layouts/each.h"
#include "report/legacy/layouts/layouts.h"
#include "report/legacy/layouts/named.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* So much of a paragraph is read as sentences. */
#define PARAGRAPH_MAX 4096

/* A paragraph of people's text has no more lines behind its first. */
#define PARAGRAPH_LINES 4

gboolean
legacy_leads_elsewhere (const char *start, const char *address)
{
  g_autofree char *lead = bounce_fold_line (start, address - start);
  const char *line = address;
  g_autofree char *field = NULL;

  while (line > start && line[-1] != '\n')
    line--;
  field = bounce_fold_line (line, address - line);
  if (bounce_list_begins (field, BOUNCE_LIST_QUOTED_FROM))
    return TRUE;
  g_strchomp (lead);
  return bounce_list_in (lead, BOUNCE_LIST_NEW_ADDRESS)
         || (bounce_list_in (lead, BOUNCE_LIST_LEADS_ELSEWHERE)
             && !bounce_list_in (lead, BOUNCE_LIST_LEADS_TO_OWNER));
}

/* Whether START..END, between two addresses of SENTENCE, says that mail for the
   first was forwarded to the second. */
static gboolean
is_forwarding (const char *start, const char *end, const char *sentence)
{
  g_autofree char *joint = bounce_fold_line (start, end - start);
  g_autofree char *folded = bounce_fold_line (sentence, -1);

  return (bounce_list_in (joint, BOUNCE_LIST_FORWARD_JOINT)
          || bounce_list_begins (joint, BOUNCE_LIST_FORWARDING)
          || legacy_is_onward (joint))
         && bounce_list_in (folded, BOUNCE_LIST_FORWARDING);
}

/* Adds the addresses of the sentence START..END: the first that is not told
   from others, and those that stand with it in a row. */
static void
add_named (const LegacyView *view, BounceLegacy *legacy, const char *start,
           const char *end, const char *reason, gboolean own)
{
  BounceAddressSpan span;
  const char *p = start;
  BounceEvidence *last = NULL;
  gboolean begun = FALSE;

  while (bounce_address_find (p, end, &span))
    {
      g_autofree char *address = bounce_address_span_copy (&span);
      BounceEvidence *evidence;

      if (begun && !legacy_is_row (p, span.start)
          && !is_forwarding (p, span.start, reason))
        break;
      if (legacy_leads_elsewhere (p, span.start)
          || (legacy_is_own (view, address)
              && !(own && legacy_is_addressee (view, address)))
          || !bounce_address_is_full (address))
        {
          p = span.end;
          continue;
        }
      evidence = legacy_recipient (legacy, address, strlen (address));
      if (evidence != NULL && last != NULL && last != evidence
          && is_forwarding (p, span.start, reason))
        {
          g_free (evidence->original_recipient);
          evidence->original_recipient = g_strdup (last->recipient);
          legacy_forget (legacy, last);
        }
      p = span.end;
      begun = TRUE;
      last = evidence;
      if (evidence != NULL)
        legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
    }
}

/* Whether the sentence START..END says that mail to somebody else failed. */
static gboolean
tells_of_other (const LegacyView *view, const char *start, const char *end)
{
  BounceAddressSpan span;
  g_autofree char *folded = NULL;

  if (!bounce_address_find (start, end, &span)
      || !legacy_is_other (view, &span))
    return FALSE;
  folded = bounce_fold_line (start, end - start);
  return legacy_states_failure (folded)
         && !bounce_list_in (folded, BOUNCE_LIST_HELP);
}

/* Where, from TEXT on, the next sentence begins that tells of somebody, or the
   end of TEXT: so far goes the reason of whom the one before it named. */
static const char *
find_next (const LegacyView *view, const char *text)
{
  while (*text != '\0')
    {
      const char *stop = legacy_sentence_end (text);

      if (tells_of_other (view, text, stop))
        return text;
      text = legacy_next_sentence (stop);
    }
  return text;
}

/* The addresses of the paragraph TEXT that it says mail failed to, each
   sentence by itself: what advises names others.  Of a sentence that does not
   say it, only if ANY. */
static void
add_sentences (const LegacyView *view, BounceLegacy *legacy, const char *text,
               gboolean own, gboolean any)
{
  const char *from = text;
  const char *next = find_next (view, text);
  gboolean begun = FALSE; /* somebody was told of */

  for (const char *p = text; *p != '\0';)
    {
      const char *stop = legacy_sentence_end (p);
      g_autofree char *sentence = bounce_fold_line (p, stop - p);
      g_autofree char *reason = NULL;
      gboolean failed = legacy_states_failure (sentence);
      gboolean yours = bounce_list_in (sentence, BOUNCE_LIST_YOUR_MAIL)
                       || legacy_has_reply (sentence);

      if (p == next)
        {
          /* What stands before the first is of its reason. */
          from = begun ? p : text;
          begun = TRUE;
          next = find_next (view, legacy_next_sentence (stop));
        }

      if ((bounce_list_in (sentence, BOUNCE_LIST_HELP) ? failed
                                                       : failed || yours || any)
          && !legacy_read_each (view, legacy, p, stop))
        {
          reason = g_strndup (from, (gsize)(next - from));
          add_named (view, legacy, p, stop, reason, own);
        }
      p = legacy_next_sentence (stop);
    }
}

/* Joins in TEXT what an empty line parts within a sentence: "A message to a@b",
   "was considered spam". */
static void
join_sentences (char *text)
{
  for (char *gap = text; (gap = strstr (gap, "\n\n")) != NULL;)
    {
      char *next = gap + strspn (gap, "\n ");

      if (gap > text && strchr (",.:!?;", gap[-1]) == NULL
          && g_ascii_islower (*next) && !g_str_has_prefix (next, "http"))
        memset (gap, ' ', (gsize)(next - gap));
      gap = next;
    }
}

static void
read_paragraph (const LegacyView *view, BounceLegacy *legacy, const char *start,
                const char *end, gboolean own)
{
  gsize length = MIN ((gsize)(end - start), PARAGRAPH_MAX);
  g_autofree char *text = g_utf8_make_valid (start, (gssize)length);
  g_autofree char *folded = NULL;
  guint known = legacy->recipients->len;

  join_sentences (text);
  folded = bounce_fold_line (text, -1);
  if (!legacy_states_failure (folded)
      && !bounce_list_in (folded, BOUNCE_LIST_DELAY)
      && !bounce_list_in (folded, BOUNCE_LIST_SUCCESS)
      && !legacy_has_reply (text))
    return;
  add_sentences (view, legacy, text, own, FALSE);
  if (legacy->recipients->len == known)
    add_sentences (view, legacy, text, own, TRUE);
}

/* A reply has no more lines. */
#define REPLY_LINES_MAX 16

/* "Your mail to a@b was refused:" and, in a paragraph of its own at or behind
   line I, the reply: it is that of the recipients from FIRST on. */
static void
add_reply_below (const LegacyView *view, BounceLegacy *legacy, guint i,
                 guint first)
{
  g_autoptr (GString) reply = g_string_new (NULL);
  guint stop;

  while (i < view->n_body && legacy_line (view, i)->length == 0)
    i++;
  stop = MIN (view->n_body, i + REPLY_LINES_MAX);
  for (; i < stop && legacy_line (view, i)->length > 0; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      legacy_append_line (reply, line->start, legacy_line_end (line),
                          PARAGRAPH_MAX);
    }
  if (!legacy_has_reply (reply->str))
    return;
  for (; first < legacy->recipients->len; first++)
    legacy_add_reason (g_ptr_array_index (legacy->recipients, first),
                       reply->str, BOUNCE_ORIGIN_REPORTER);
}

/* Whether line I of VIEW is empty, or nothing but a rule. */
static gboolean
is_gap (const LegacyView *view, guint i)
{
  return legacy_line (view, i)->bare_from == legacy_line (view, i)->bare_to;
}

/* The last line of the paragraph that begins in line I of VIEW: a sentence or
   two, which may go on behind an empty line. */
static guint
paragraph_end (const LegacyView *view, guint i)
{
  guint last = i;

  for (guint stop = i + PARAGRAPH_LINES; last + 1 < view->n_body; last++)
    {
      const LegacyLine *line = legacy_line (view, last);
      guint next = last + 1;

      if (last < stop && !is_gap (view, next))
        continue;
      while (next < view->n_body && legacy_line (view, next)->length == 0)
        next++;
      if (next == last + 1 || next >= view->n_body || is_gap (view, next)
          || !g_ascii_islower (*legacy_line (view, next)->start)
          || g_str_has_prefix (legacy_line (view, next)->start, "http")
          || strchr (",.:!?;", line->start[line->length - 1]) != NULL)
        break;
      last = next - 1;
      stop = next + PARAGRAPH_LINES;
    }
  return last;
}

/* Whether the lines from FIRST to LAST lead to what stands below. */
static gboolean
ends_open (const LegacyLine *first, const LegacyLine *last)
{
  return legacy_is_bare_label (first->start,
                               (gsize)(legacy_line_end (last) - first->start));
}

/* "Your mail to a@b was refused:" and, in a paragraph of its own behind line
   LAST, why: where that ends, or LAST.  It names nobody, and is neither a
   header nor a reply. */
static guint
reason_end (const LegacyView *view, guint last)
{
  guint i = last + 1;
  guint end;
  const char *start;
  g_autofree char *text = NULL;

  while (i < view->n_body && legacy_line (view, i)->length == 0)
    i++;
  if (i >= view->n_body || legacy_line (view, i)->field > 0)
    return last;
  end = paragraph_end (view, i);
  start = legacy_line (view, i)->start;
  text = g_strndup (start, (gsize)(legacy_line (view, end)->start - start)
                               + legacy_line (view, end)->length);
  return strchr (text, '@') != NULL || legacy_has_reply (text) ? last : end;
}

void
legacy_read_sentences (const LegacyView *view, BounceLegacy *legacy,
                       gboolean own)
{
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      guint known = legacy->recipients->len;
      guint last, end;

      if (is_gap (view, i))
        continue;
      end = last = paragraph_end (view, i);
      if (ends_open (line, legacy_line (view, last)))
        end = reason_end (view, last);
      read_paragraph (view, legacy, line->start,
                      legacy_line_end (legacy_line (view, end)), own);
      if (legacy->recipients->len > known && end == last
          && ends_open (line, legacy_line (view, last)))
        add_reply_below (view, legacy, last + 1, known);
      i = last;
    }
}

/* More recipients than that are no sentence's. */
#define SUSPECTS_MAX 20

/* Takes out of LEGACY the users of the domain that VIEW was sent to: their
   administrator is told of them. */
static void
drop_neighbours (const LegacyView *view, BounceLegacy *legacy)
{
  for (guint i = legacy->recipients->len; i-- > 0;)
    {
      BounceEvidence *evidence = g_ptr_array_index (legacy->recipients, i);
      const char *domain = bounce_address_domain (evidence->recipient);
      g_autofree char *folded = bounce_fold_line (domain ? domain : "", -1);

      if (*folded != '\0' && strstr (view->to, folded) != NULL)
        legacy_forget (legacy, evidence);
    }
}

/* Adds whom a list of VIEW names, each with what is said of it there; FALSE:
   there is none, or only one stands in it. */
static gboolean
read_listed (const LegacyView *view, BounceLegacy *legacy)
{
  legacy_read_lines (view, legacy, FALSE);
  if (!view->failing)
    drop_neighbours (view, legacy);
  if (legacy->recipients->len > 1)
    return TRUE;
  if (legacy->recipients->len == 1)
    legacy_forget (legacy, g_ptr_array_index (legacy->recipients, 0));
  return FALSE;
}

void
legacy_read_suspects (const LegacyView *view, BounceLegacy *legacy)
{
  const LegacyLine *last;
  g_autofree char *text = NULL;
  gsize length;
  gboolean yours
      = view->failing || legacy_head_has (view, BOUNCE_LIST_YOUR_MAIL);

  if (view->n_body == 0)
    return;
  if (yours && read_listed (view, legacy))
    return;
  last = legacy_line (view, view->n_body - 1);
  length = (gsize)(legacy_line_end (last) - view->text);
  text = g_utf8_make_valid (view->text, (gssize)MIN (length, LEGACY_HEAD_MAX));
  for (const char *p = text;
       *p != '\0' && legacy->recipients->len < SUSPECTS_MAX;)
    {
      const char *stop = legacy_sentence_end (p);
      g_autofree char *sentence = g_strndup (p, (gsize)(stop - p));
      g_autofree char *folded = bounce_fold_line (sentence, -1);

      if (stop - p < PARAGRAPH_MAX && !bounce_list_in (folded, BOUNCE_LIST_HELP)
          && !bounce_list_in (folded, BOUNCE_LIST_CONDITION)
          && strchr (folded, '?') == NULL
          && (yours || bounce_list_in (folded, BOUNCE_LIST_MAIL_WORD)
              || legacy_states_failure (folded)))
        add_named (view, legacy, p, stop, sentence, FALSE);
      p = legacy_next_sentence (stop);
    }
  if (!yours)
    drop_neighbours (view, legacy);
}
