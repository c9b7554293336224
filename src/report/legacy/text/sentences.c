/* sentences: a notification's text for people as sentences: leaves out those
   that only advise, and tells whether they speak of a failure, a delay or a
   success. */
#include "config.h"

#include <string.h>

#include "base/append.h"
#include "model/evidence.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/fold-characters.h"
#include "text/lists.h"

void
legacy_cut (GString *text, gsize max)
{
  if (text->len > max)
    g_string_truncate (
        text, (gsize)(g_utf8_find_prev_char (text->str, text->str + max + 1)
                      - text->str));
}

void
legacy_append_line (GString *text, const char *start, const char *end,
                    gsize max)
{
  while (end > start && (guchar)end[-1] <= ' ')
    end--;
  while (start < end && (guchar)*start <= ' ')
    start++;
  if (start >= end || text->len >= max)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  bounce_append (text, start, MIN ((gsize)(end - start), max));
}

/* So long is an abbreviation, in bytes. */
#define ABBREVIATION_MAX 3

/* Whether the sentence only advises, or has no words.  ADVISES: some may. */
static gboolean
says_nothing (const char *start, const char *end, gboolean advises)
{
  g_autofree char *folded = NULL;

  if (start < end && g_ascii_isgraph (*start)
      && !(advises
           && bounce_list_in_raw (start, (gsize)(end - start),
                                  BOUNCE_LIST_ADVICE)))
    return FALSE;
  folded = bounce_fold_line (start, end - start);
  return *folded == '\0'
         || (bounce_list_in (folded, BOUNCE_LIST_ADVICE)
             && !legacy_has_reply (folded));
}

static void
append_sentence (GString *out, const char *start, const char *end)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  bounce_append (out, start, (gsize)(end - start));
}

/* Whether a quotation mark before P, in TEXT, is not closed. */
static gboolean
is_in_quotes (const char *text, const char *p)
{
  gboolean open = FALSE;

  for (const char *q = text; (q = memchr (q, '"', (gsize)(p - q))) != NULL; q++)
    open = !open;
  return open;
}

/* Whether the full stop at P, which stands in TEXT, is that of an abbreviation:
   "la Vs. mail", and "no. 8" in quotation marks: rows are numbered so, too. */
static gboolean
is_abbreviation (const char *text, const char *p)
{
  const char *start = p;

  if (*p != '.' || p[1] != ' '
      || !(g_ascii_islower (p[2])
           || (g_ascii_isdigit (p[2]) && is_in_quotes (text, p))))
    return FALSE;
  while (start > text && p - start <= ABBREVIATION_MAX
         && (g_ascii_isalpha (start[-1]) || (guchar)start[-1] >= 0x80))
    start--;
  return start < p && p - start <= ABBREVIATION_MAX
         && (start == text || strchr (" \n\"(", start[-1]) != NULL);
}

const char *
legacy_sentence_end (const char *text)
{
  const char *p = text;

  for (; *(p += strcspn (p, "\n.!?\xe3")) != '\0'; p++)
    {
      if (*p == '\n' && p[1] == '\n')
        return p;
      if ((*p == '.' || *p == '!' || *p == '?')
          && (p[1] == ' ' || p[1] == '\n' || p[1] == '\0')
          && !is_abbreviation (text, p))
        return p + 1;
      if (strncmp (p, "\xe3\x80\x82", 3) == 0) /* ideographic full stop */
        return p + 3;
    }
  return p;
}

const char *
legacy_next_sentence (const char *end)
{
  return end + strspn (end, " \n");
}

char *
legacy_sentences (const LegacyView *view, const char *text, gsize max)
{
  gboolean advises = legacy_line_may_hold (view, BOUNCE_LIST_ADVICE);
  GString *out = g_string_sized_new (LEGACY_USUAL_TEXT);

  while (*text != '\0' && out->len < max)
    {
      const char *end = legacy_sentence_end (text);

      if (!says_nothing (text, end, advises))
        append_sentence (out, text, end);
      text = *end == '\n' ? end + 1 : end;
      while (*text == '\n' || *text == ' ')
        text++;
    }
  legacy_cut (out, max);
  for (char *p = out->str; (p = strchr (p, '\t')) != NULL; p++)
    *p = ' ';
  return g_string_free (out, FALSE);
}

char *
legacy_own_words (const LegacyView *view, gsize n_max)
{
  GString *words = g_string_sized_new (n_max);

  for (guint i = 0; i < view->n_body && words->len < n_max; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (legacy_line_begins (view, i, BOUNCE_LIST_QUOTED_SUBJECT))
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      bounce_append (words, view->folded->str + line->from,
                     line->to - line->from);
    }
  if (words->len > n_max)
    g_string_truncate (words, n_max);
  return g_string_free (words, FALSE);
}

/* Whether LINE leads to what the refusing server said: "it was refused with:"
 */
static gboolean
leads_to_quote (const LegacyLine *line)
{
  g_autofree char *folded = NULL;

  if (line->start[line->length - 1] != ':')
    return FALSE;
  folded = bounce_fold_line (line->start, line->length);
  return legacy_states_failure (folded)
         || bounce_list_in (folded, BOUNCE_LIST_SAID);
}

char *
legacy_human_readable (const LegacyView *view, gsize max)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean led = FALSE;

  for (guint i = 0; i < view->n_body && text->len < LEGACY_HEAD_MAX; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      gboolean quoted
          = line->length > 0 && (*line->start == '>' || *line->start == '|');

      if (line->length == 0)
        g_string_append_c (text, '\n');
      else if (!quoted)
        led = leads_to_quote (line);
      /* What is quoted is the returned message, if nothing leads to it. */
      if (quoted && !led)
        continue;
      legacy_append_line (text, line->start, legacy_line_end (line),
                          LEGACY_HEAD_MAX);
    }
  return legacy_sentences (view, text->str, max);
}

BounceAction
legacy_judge_action (const LegacyView *view, const BounceListSet *said)
{
  const BounceListSet *subject = &view->subject_lists;

  if ((bounce_lists_hold (said, BOUNCE_LIST_SUCCESS)
       || bounce_lists_hold (subject, BOUNCE_LIST_SUCCESS))
      && !bounce_lists_hold (said, BOUNCE_LIST_REFUSAL))
    return BOUNCE_ACTION_DELIVERED;
  if (!bounce_lists_hold (subject, BOUNCE_LIST_DELAY)
      && !bounce_lists_hold (said, BOUNCE_LIST_DELAY))
    return BOUNCE_ACTION_FAILED;
  if ((bounce_lists_hold (subject, BOUNCE_LIST_GIVEN_UP)
       || bounce_lists_hold (said, BOUNCE_LIST_GIVEN_UP))
      && ((!bounce_lists_hold (said, BOUNCE_LIST_SURE_DELAY)
           && !bounce_lists_hold (subject, BOUNCE_LIST_SURE_DELAY))
          || bounce_lists_hold (said, BOUNCE_LIST_SURE_END)))
    return BOUNCE_ACTION_FAILED;
  return BOUNCE_ACTION_DELAYED;
}

BounceAction
legacy_action (const LegacyView *view)
{
  return legacy_judge_action (view, &view->head_lists);
}
