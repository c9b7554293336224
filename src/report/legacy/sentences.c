/* notice-prose: a notification's text for people: its sentences without those
   that only advise, and whether they speak of a failure, a delay or a
   success. */
#include "config.h"

#include <string.h>

#include "report/legacy/system.h"

/* Sentences that advise and do not report. */
static const char advice_words[]
    = "please|contact|if you |if this|for further|for assistance|for more"
      "|for help|visit|reply to this|do not reply|don't reply"
      "|resending|try again|retype"
      "|check the|check that|check for|verify|might |may have|may be|may not"
      "|possible|usual cause|http:|https:|the original message was received"
      "|this message was created|automatically generated|subject:|betreff:"
      "|bitte|veuillez|por favor|si prega|verifique|пожалуйста|проверить"
      "|请|請|ご確認|確認して|おそれ";

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
  g_string_append_len (text, start, MIN ((gsize)(end - start), max));
}

/* Appends the sentence unless it only advises. */
static void
append_sentence (GString *out, const char *start, const char *end)
{
  g_autofree char *folded = legacy_fold (start, end - start);

  if (*folded == '\0'
      || (legacy_has (folded, advice_words) && !legacy_has_reply (folded)))
    return;
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append_len (out, start, end - start);
}

const char *
legacy_sentence_end (const char *p)
{
  for (; *p != '\0'; p++)
    {
      if (*p == '\n' && p[1] == '\n')
        return p;
      if ((*p == '.' || *p == '!' || *p == '?')
          && (p[1] == ' ' || p[1] == '\n' || p[1] == '\0'))
        return p + 1;
      if (strncmp (p, "\xe3\x80\x82", 3) == 0) /* ideographic full stop */
        return p + 3;
    }
  return p;
}

char *
legacy_sentences (const char *text, gsize max)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0' && out->len < max)
    {
      const char *end = legacy_sentence_end (text);

      append_sentence (out, text, end);
      text = *end == '\n' ? end + 1 : end;
      while (*text == '\n' || *text == ' ')
        text++;
    }
  legacy_cut (out, max);
  return g_string_free (out, FALSE);
}

char *
legacy_prose (const LegacyView *view, gsize max)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < view->n_body && text->len < LEGACY_HEAD_MAX; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length == 0)
        g_string_append_c (text, '\n');
      /* What is quoted is the returned message. */
      if (line->length > 0 && (*line->start == '>' || *line->start == '|'))
        continue;
      legacy_append_line (text, line->start, line->start + line->length,
                          LEGACY_HEAD_MAX);
    }
  return legacy_sentences (text->str, max);
}

/* FAILED or DELAYED, by the folded TEXT and the subject. */
BounceAction
legacy_judge_action (const LegacyView *view, const char *text)
{
  static const char sure_delay[]
      = "warning message only|this is a warning only|do not need to resend"
        "|don't need to resend|no need to resend|still being retried"
        "|not yet been delivered|delivery attempts will continue"
        "|no action is required|will keep trying|continue to try|(delay"
        "|not yet been able|has been delayed|temporary problem delivering"
        "|solo un avviso|nur eine warnung|nur ein hinweis|simple avertissement"
        "|solo una advertencia|sólo un aviso|apenas um aviso|een waarschuwing"
        "|endast en varning|en advarsel|vain varoitus|tylko ostrzeżenie"
        "|pouze varování|pouze upozornění|csak figyelmeztetés|bir uyarı"
        "|только предупреждение|лише попередження|keep trying";
  static const char sure_end[]
      = "i've given up|have given up|has expired|message expired"
        "|no longer be tried|failed permanently|been removed|giving up."
        "|permanent error|permanent fatal|were aborted|was aborted";
  static const char refusals[]
      = "could not be|cannot be|not be delivered|not been delivered|undeliver"
        "|permanent|rejected|failed|refused|expired";
  gboolean delayed = legacy_has (view->subject, legacy_words_delayed)
                     || legacy_view_has (view, text, legacy_words_delayed);
  gboolean given_up;

  if ((legacy_view_has (view, text, legacy_words_delivered)
       || legacy_has (view->subject, legacy_words_delivered))
      && !legacy_view_has (view, text, refusals))
    return BOUNCE_ACTION_DELIVERED;

  if (!delayed)
    return BOUNCE_ACTION_FAILED;
  given_up = legacy_has (view->subject, legacy_words_given_up)
             || legacy_view_has (view, text, legacy_words_given_up);
  if (given_up
      && ((!legacy_view_has (view, text, sure_delay)
           && !legacy_has (view->subject, sure_delay))
          || legacy_view_has (view, text, sure_end)))
    return BOUNCE_ACTION_FAILED;
  return BOUNCE_ACTION_DELAYED;
}

BounceAction
legacy_action (const LegacyView *view)
{
  return legacy_judge_action (view, view->head);
}
