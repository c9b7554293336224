/* opening: whether the first sentences of a mail, each for itself, say that
   mail failed, and whose. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "report/legacy/layouts/named.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recognition/opening.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A machine that does not come to the point at once greets and names itself;
   in so many bytes it has said what happened. */
#define BEGINNING_MAX 700

/* A sentence is cut at so many. */
#define SENTENCE_MAX 1000

/* Whether the sentence that begins at START tells what may come. */
static gboolean
is_condition (const char *start)
{
  g_autofree char *folded = bounce_fold_line (
      start, MIN (legacy_sentence_end (start) - start, SENTENCE_MAX));

  return bounce_list_in (folded, BOUNCE_LIST_CONDITION);
}

/* Whether the text between quotation marks is a notice's: "Your message". */
static gboolean
quotes_notice (const char *text)
{
  g_autofree char *folded = bounce_fold_line (text, -1);

  return bounce_list_begins (folded, BOUNCE_LIST_YOUR_MAIL_STRICT);
}

/* Writes the quotation marks of all scripts in TEXT as plain ones, and blanks:
   its length stays. */
static void
plain_quotes (char *text)
{
  static const char *const marks[]
      = { "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb",
          "\u300c", "\u300d", "\u300e", "\u300f" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    for (char *p = text; (p = strstr (p, marks[i])) != NULL;)
      {
        memset (p, ' ', strlen (marks[i]));
        *p = '"';
      }
}

char *
legacy_fold_own_words (const char *start, const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize)(end - start));

  if (!bounce_ascii_only (text, (gsize)(end - start)))
    plain_quotes (text);
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
  return bounce_fold_line (text, -1);
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
  LegacyWording said;

  legacy_wording_init (&said, folded);
  if ((!legacy_wording_states_failure (&said)
       && !(may_wait && legacy_wording_holds (&said, BOUNCE_LIST_DELAY)))
      || !(legacy_wording_speaks_of_yours (&said)
           || (loose
               && (legacy_wording_holds (&said, BOUNCE_LIST_YOUR_MAIL)
                   || legacy_wording_holds (&said, BOUNCE_LIST_CIRCULAR)
                   || legacy_wording_holds (&said, BOUNCE_LIST_MAIL_WORD))))
      || legacy_wording_holds (&said, BOUNCE_LIST_CONDITION))
    return FALSE;
  for (const char *p = start; bounce_address_find (p, end, &span); p = span.end)
    {
      g_autofree char *address = bounce_address_span_copy (&span);

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

gboolean
legacy_begins_with_whom (const LegacyView *view, gboolean is_robot)
{
  const char *stop = view->text + LEGACY_OPENING_MAX;
  gboolean greets = legacy_opens_with (view, BOUNCE_LIST_GREETING_SENDER);

  for (const char *p = legacy_line (view, 0)->start; *p != '\0' && p < stop;)
    {
      const char *end = statement_end (p);
      const char *next = end + strspn (end, " \n");

      /* "You wrote to a@b. There is no such user." */
      if ((is_robot || greets) && !is_condition (next))
        end = legacy_sentence_end (next);
      if (end > p && end[-1] == ':')
        end = legacy_sentence_end (end + strspn (end, " \n"));
      if (end - p < SENTENCE_MAX
          && reports_failure (view, p, end, is_robot || !greets))
        return TRUE;
      p = next;
    }
  return FALSE;
}

/* Whether a sentence says that something failed. */
static gboolean
tells_failure (const LegacyWording *said)
{
  return (legacy_wording_states_failure (said)
          || legacy_wording_holds (said, BOUNCE_LIST_NO_MORE_TRIES))
         && !legacy_wording_holds (said, BOUNCE_LIST_CONDITION);
}

/* Whether it speaks of a mail, and is no field of a form. */
static gboolean
speaks_of_mail (const LegacyWording *said)
{
  return legacy_wording_holds (said, BOUNCE_LIST_MAIL_WORD)
         && !bounce_list_begins (said->folded, BOUNCE_LIST_QUOTED_SUBJECT)
         && !bounce_list_begins (said->folded, BOUNCE_LIST_QUOTED_TO)
         && !bounce_list_begins (said->folded, BOUNCE_LIST_REASON_LABEL);
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
      g_autofree char *folded
          = legacy_fold_own_words (p, MIN (end, p + SENTENCE_MAX));
      LegacyWording said;

      legacy_wording_init (&said, folded);
      if (*p != '>' && tells_failure (&said)
          && (!of_mail || speaks_of_mail (&said)))
        return TRUE;
      p = end + strspn (end, " \n");
    }
  return FALSE;
}
