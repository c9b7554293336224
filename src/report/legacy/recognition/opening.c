/* opening: whether a mail begins with a report that mail failed, as only
   machines write, whoever its header says that wrote it.  People greet, ask,
   and speak of mail of their own. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "report/legacy/layouts/named.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recognition/recognition.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/lists.h"

/* A machine that does not come to the point at once greets and names itself;
   in so many bytes it has said what happened. */
#define BEGINNING_MAX 700

/* In so many lines the reader is greeted. */
#define GREETING_LINES 4

gboolean
legacy_speaks_of_yours (const char *text)
{
  BounceListSet lists;

  bounce_lists_scan (&lists, text);
  return bounce_lists_hold (&lists, BOUNCE_LIST_YOUR_MAIL_STRICT)
         || (bounce_lists_hold (&lists, BOUNCE_LIST_YOU_SENT)
             && bounce_lists_hold (&lists, BOUNCE_LIST_MAIL_WORD));
}

/* Whether the sentence that begins at START tells what may come. */
static gboolean
is_condition (const char *start)
{
  g_autofree char *folded
      = legacy_fold (start, MIN (legacy_sentence_end (start) - start, 1000));

  return bounce_list_in (folded, BOUNCE_LIST_CONDITION);
}

/* Whether the text between quotation marks is a notice's: "Your message". */
static gboolean
quotes_notice (const char *text)
{
  g_autofree char *folded = legacy_fold (text, -1);

  return bounce_list_begins (folded, BOUNCE_LIST_YOUR_MAIL_STRICT);
}

char *
legacy_fold_own_words (const char *start, const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize)(end - start));

  for (char *open = text; (open = strchr (open, '"')) != NULL; open++)
    {
      char *close = strchr (open + 1, '"');

      if (close == NULL)
        break;
      *close = '\0';
      gboolean keep
          = (strchr (open, '@') != NULL || legacy_has_reply (open + 1))
            && !quotes_notice (open + 1);
      *close = '"';
      if (!keep)
        memset (open + 1, ' ', (gsize)(close - open - 1));
      open = close;
    }
  return legacy_fold (text, -1);
}

/* Whether the sentence START..END says that mail to somebody failed or, if
   MAY_WAIT, is late.  Less will do of mail without a return path, where nobody
   hopes for an answer. */
static gboolean
reports_failure (const LegacyView *view, const char *start, const char *end,
                 gboolean may_wait)
{
  gboolean loose = view->null_sender;
  g_autofree char *folded = legacy_fold_own_words (start, end);
  BounceAddressSpan span;

  if ((!legacy_states_failure (folded)
       && !(may_wait && bounce_list_in (folded, BOUNCE_LIST_DELAY)))
      || !(legacy_speaks_of_yours (folded)
           || (loose
               && (bounce_list_in (folded, BOUNCE_LIST_YOUR_MAIL)
                   || bounce_list_in (folded, BOUNCE_LIST_CIRCULAR)
                   || bounce_list_in (folded, BOUNCE_LIST_MAIL_WORD))))
      || bounce_list_in (folded, BOUNCE_LIST_CONDITION))
    return FALSE;
  for (const char *p = start; bounce_address_find (p, end, &span); p = span.end)
    {
      g_autofree char *address
          = g_strndup (span.start, (gsize)(span.end - span.start));

      if (bounce_address_is_full (address) && !legacy_is_own (view, address)
          && !legacy_leads_elsewhere (start, span.start))
        return TRUE;
    }
  return FALSE;
}

/* Where the sentence that begins at START ends, also one that names somebody in
   a paragraph of his own: "Your message to", "a@b", "was not delivered". */
static const char *
statement_end (const char *start)
{
  const char *end = legacy_sentence_end (start);
  const char *next = end + strspn (end, " \n");
  const char *stop = next + strcspn (next, "\n");

  if (*end != '\n' || end == start || strchr (".:!?", end[-1]) != NULL
      || memchr (next, '@', (gsize)(stop - next)) == NULL
      || !legacy_is_list (next, stop))
    return end;
  return legacy_sentence_end (stop + strspn (stop, " \n"));
}

/* Whether VIEW greets "the sender", whom nobody knows by name: so mail systems
   and those who look after them begin. */
static gboolean
greets_sender (const LegacyView *view)
{
  if (!legacy_line_may_hold (view, BOUNCE_LIST_GREETING_SENDER))
    return FALSE;
  for (guint i = 0; i < MIN (view->n_body, GREETING_LINES); i++)
    if (legacy_line_begins (view, i, BOUNCE_LIST_GREETING_SENDER))
      return TRUE;
  return FALSE;
}

gboolean
legacy_is_robot (const LegacyView *view)
{
  const char *submitted
      = view->quoted ? NULL
                     : bounce_message_header (view->message, "Auto-Submitted");

  return view->null_sender || view->daemon || view->answers
         || legacy_view_has (view, view->from, BOUNCE_LIST_ROBOT_SENDER)
         || (submitted != NULL
             && g_ascii_strncasecmp (submitted, "auto-", 5) == 0);
}

gboolean
legacy_is_answer (const LegacyView *view)
{
  const char *submitted
      = view->quoted ? NULL
                     : bounce_message_header (view->message, "Auto-Submitted");

  return !view->daemon && !view->failing && submitted != NULL
         && g_ascii_strncasecmp (submitted, "auto-replied", 12) == 0;
}

/* Whether VIEW begins with a report that mail to somebody failed, as only
   machines do: people greet, ask, and speak of mail of their own. */
static gboolean
reports_at_once (const LegacyView *view, const char *opening)
{
  const char *stop = view->text + LEGACY_OPENING_MAX;
  gboolean robot = view->failing || legacy_is_robot (view);
  gboolean greets = greets_sender (view);

  if (!legacy_is_robot (view)
      && (legacy_is_of_person (view)
          || (!view->bare && !view->failing && !greets
              && legacy_speaks_of_someone (opening))))
    return FALSE;
  if ((!legacy_is_robot (view) || view->answers)
      && (legacy_is_personal (opening) || legacy_is_signed (view)))
    return FALSE;
  /* What somebody's desk got, and goes on to treat, did not fail. */
  if (view->answers
      && (legacy_view_has (view, view->head, BOUNCE_LIST_ABSENCE)
          || legacy_view_has (view, view->head, BOUNCE_LIST_RECEIVED)))
    return FALSE;
  /* A robot filled in a form. */
  if (legacy_is_robot (view) && legacy_is_form (view, TRUE))
    return TRUE;
  /* "The following message was blocked": whose it was stands below it. */
  if (view->null_sender && bounce_list_in (opening, BOUNCE_LIST_FAILURE)
      && bounce_list_in (opening, BOUNCE_LIST_FILTERED)
      && bounce_list_in (opening, BOUNCE_LIST_YOUR_MAIL))
    return TRUE;
  if (view->null_sender && !legacy_view_has (view, view->head, BOUNCE_LIST_LURE)
      && bounce_list_in (opening, BOUNCE_LIST_FAILURE)
      && legacy_has_reply (view->head)
      && (!legacy_is_answer (view) || legacy_begins_with_failure (view, FALSE)))
    return TRUE;
  for (const char *p = legacy_line (view, 0)->start; *p != '\0' && p < stop;)
    {
      const char *end = statement_end (p);
      const char *next = end + strspn (end, " \n");

      /* "You wrote to a@b. There is no such user." */
      if ((robot || greets) && !is_condition (next))
        end = legacy_sentence_end (next);
      if (end > p && end[-1] == ':')
        end = legacy_sentence_end (end + strspn (end, " \n"));
      if (end - p < 1000 && reports_failure (view, p, end, robot || !greets))
        return TRUE;
      p = next;
    }
  return FALSE;
}

/* Whether the folded SENTENCE speaks of a mail, and is no field of a form. */
static gboolean
speaks_of_mail (const char *sentence)
{
  return bounce_list_in (sentence, BOUNCE_LIST_MAIL_WORD)
         && !bounce_list_begins (sentence, BOUNCE_LIST_QUOTED_SUBJECT)
         && !bounce_list_begins (sentence, BOUNCE_LIST_QUOTED_TO)
         && !bounce_list_begins (sentence, BOUNCE_LIST_REASON_LABEL);
}

gboolean
legacy_begins_with_failure (const LegacyView *view, gboolean of_mail)
{
  const char *stop = view->text + BEGINNING_MAX;

  if (view->n_body == 0)
    return FALSE;
  for (const char *p = legacy_line (view, 0)->start; *p != '\0' && p < stop;)
    {
      const char *end = legacy_sentence_end (p);
      g_autofree char *folded = legacy_fold_own_words (p, MIN (end, p + 1000));

      if (*p != '>'
          && (legacy_states_failure (folded)
              || bounce_list_in (folded, BOUNCE_LIST_NO_MORE_TRIES))
          && !bounce_list_in (folded, BOUNCE_LIST_CONDITION)
          && (!of_mail || speaks_of_mail (folded)))
        return TRUE;
      p = end + strspn (end, " \n");
    }
  return FALSE;
}

/* What no sentence says alone several say together: a machine writes that a
   mail of the reader's failed, and names somebody else. */
static gboolean
reports_together (const LegacyView *view, const char *opening)
{
  gboolean yours
      = legacy_speaks_of_yours (opening)
        || legacy_view_has (view, view->subject, BOUNCE_LIST_YOUR_MAIL_STRICT)
        || (legacy_is_robot (view) && legacy_quotes_refusals (view, FALSE));

  if (legacy_is_answer (view))
    return FALSE;
  if (!legacy_is_robot (view)
      && !(view->failing && !legacy_is_personal (opening)
           && (legacy_has_reply (view->head) || legacy_is_form (view, FALSE))))
    return FALSE;
  if ((!yours && !view->failing && !(view->daemon && view->null_sender))
      || legacy_view_has (view, view->subject, BOUNCE_LIST_REPLY_SUBJECT)
      || legacy_may_lure (view) || bounce_list_in (opening, BOUNCE_LIST_HELD))
    return FALSE;
  /* A form may leave it to its subject. */
  return (legacy_begins_with_failure (view, FALSE)
          || (view->failing && legacy_is_robot (view)
              && legacy_has_reply (view->head)))
         && (legacy_names_other (view)
             || (yours && legacy_is_robot (view)
                 && (view->failing || view->null_sender)));
}

/* Whether VIEW, whose sender may be a person, speaks of something else than a
   mail that just failed: of goods, of papers that somebody did not like, of
   what its reader asked. */
static gboolean
speaks_of_else (const LegacyView *view, const char *opening)
{
  if (legacy_may_lure (view)
      || legacy_view_has (view, view->head, BOUNCE_LIST_GOODS))
    return TRUE;
  if (view->answers)
    return FALSE; /* a desk's robot answers to applications, too */
  if (legacy_view_has (view, view->subject, BOUNCE_LIST_PAPERS)
      || bounce_list_in (opening, BOUNCE_LIST_PAPERS))
    return !legacy_denies_conveying (opening);
  return !view->daemon
         && (bounce_list_in (opening, BOUNCE_LIST_ANSWERING)
             || legacy_view_has (view, view->subject, BOUNCE_LIST_ANSWERING));
}

gboolean
legacy_reports (const LegacyView *view)
{
  g_autofree char *opening = legacy_own_words (view, LEGACY_OPENING_MAX);

  if (strchr (opening, '?') != NULL || view->n_body == 0
      || (!view->null_sender && speaks_of_else (view, opening)
          && !legacy_quotes_diagnostic (view)))
    return FALSE;
  return reports_at_once (view, opening) || reports_together (view, opening);
}

/* Whether only VIEW's subject speaks of a mail that waits ("Hold expired"), and
   its text says that the mail failed. */
static gboolean
was_held (const LegacyView *view)
{
  return !legacy_view_has (view, view->head, BOUNCE_LIST_HELD)
         && !legacy_view_has (view, view->head, BOUNCE_LIST_NOT_YET)
         && legacy_begins_with_failure (view, TRUE);
}

gboolean
legacy_is_held (const LegacyView *view)
{
  g_autofree char *opening = legacy_own_words (view, LEGACY_OPENING_MAX);

  return ((legacy_view_has (view, view->subject, BOUNCE_LIST_HELD)
           && !was_held (view))
          || bounce_list_in (opening, BOUNCE_LIST_HELD))
         && !legacy_view_has (view, view->head, BOUNCE_LIST_DELAY);
}
