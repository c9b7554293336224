/* announcement: whether a mail tells of mail in general, or of somebody else's,
   and reports no failure of one that its reader sent: an operator writes to all
   his users of an outage, with the reply that senders saw; somebody shows a
   sample; a statistic counts replies; a log, a form or a chat is passed on. */
#include "config.h"

#include <string.h>

#include "model/status.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recognition/recognition.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/lists.h"

/* So many lines open a text: people are greeted there, */
#define OPENING_LINES 4

/* and so many lines that count replies are a statistic. */
#define COUNTS_MIN 2

/* A log, or a table, begins in so many lines. */
#define EXPORT_LINES 12

/* A mail has fewer recipients than a number of so many digits. */
#define TALLY_DIGITS 3

/* Where in a mail the words of a sign stand. */
typedef enum
{
  SIGN_HEAD,           /* anywhere */
  SIGN_LETTER,         /* anywhere in a letter */
  SIGN_LEAD,           /* a line that ends with a colon */
  SIGN_OPENING,        /* one of the first lines begins with them */
  SIGN_SUBJECT,        /* anywhere in the subject */
  SIGN_SUBJECT_OPENING /* the subject begins with them */
} SignPlace;

/* What says more than a sign: it may stand in such a notification, too. */
typedef enum
{
  SIGN_DECIDES,
  SIGN_UNLESS_FAILING,   /* the subject of a mail system's notice */
  SIGN_UNLESS_DAEMON,    /* a mail system's sender */
  SIGN_UNLESS_TELLING,   /* the same, or at once whom a mail did not reach */
  SIGN_UNLESS_NULL_PATH, /* no return path */
  SIGN_UNLESS_YOURS,     /* a word of the reader's own mail */
  SIGN_UNLESS_NOTICE     /* one of the two */
} SignForce;

/* The signs of mail that reports no failure of one that its reader sent. */
static const struct
{
  BounceList words;
  SignPlace place;
  SignForce force;
} signs[] = {
  { BOUNCE_LIST_INCOMING, SIGN_HEAD, SIGN_DECIDES },
  /* A postmaster writes to another of what the other's server does. */
  { BOUNCE_LIST_GREETING_COLLEAGUE, SIGN_OPENING, SIGN_DECIDES },
  { BOUNCE_LIST_YOUR_SERVER, SIGN_LETTER, SIGN_UNLESS_YOURS },
  { BOUNCE_LIST_WE_ANSWER, SIGN_HEAD, SIGN_DECIDES },
  /* Who writes tells of his own mail, or the reader's box is meant. */
  { BOUNCE_LIST_MY_MAIL, SIGN_HEAD, SIGN_UNLESS_FAILING },
  { BOUNCE_LIST_YOUR_BOX, SIGN_SUBJECT, SIGN_DECIDES },
  { BOUNCE_LIST_COMPLAINT, SIGN_HEAD, SIGN_UNLESS_FAILING },
  /* The mail that failed was the writer's. */
  { BOUNCE_LIST_OUR_MAIL, SIGN_HEAD, SIGN_UNLESS_DAEMON },
  /* Lines of a log, alarms, jobs. */
  { BOUNCE_LIST_LOG_LINE, SIGN_HEAD, SIGN_UNLESS_FAILING },
  { BOUNCE_LIST_ALARM, SIGN_HEAD, SIGN_UNLESS_DAEMON },
  { BOUNCE_LIST_ALARM, SIGN_SUBJECT, SIGN_UNLESS_DAEMON },
  { BOUNCE_LIST_JOB_SUBJECT, SIGN_SUBJECT, SIGN_DECIDES },
  { BOUNCE_LIST_POSTED, SIGN_HEAD, SIGN_UNLESS_DAEMON },
  { BOUNCE_LIST_POSTED, SIGN_SUBJECT, SIGN_UNLESS_DAEMON },
  /* What was done about a report of such a failure. */
  { BOUNCE_LIST_REQUEST_DONE, SIGN_HEAD, SIGN_UNLESS_YOURS },
  /* What programs write to those who look after them, and what somebody wrote
     to others by way of a program. */
  { BOUNCE_LIST_SOURCE_POSITION, SIGN_HEAD, SIGN_UNLESS_TELLING },
  { BOUNCE_LIST_FORM_PASSED_ON, SIGN_HEAD, SIGN_UNLESS_DAEMON },
  { BOUNCE_LIST_FORM_SUBJECT, SIGN_SUBJECT, SIGN_UNLESS_DAEMON },
  { BOUNCE_LIST_TRACKER_ENTRY, SIGN_HEAD, SIGN_UNLESS_DAEMON },
  { BOUNCE_LIST_TRACKER_ENTRY, SIGN_SUBJECT, SIGN_UNLESS_DAEMON },
  /* "A bounce looks like this:", and one follows. */
  { BOUNCE_LIST_SAMPLE, SIGN_LEAD, SIGN_UNLESS_NULL_PATH },
  /* A program's sources, in which what mails say is mended. */
  { BOUNCE_LIST_SOURCE_CHANGE, SIGN_OPENING, SIGN_UNLESS_NULL_PATH },
  /* Who greets more than one, or says since or until when something holds,
     does not report what just happened to one mail. */
  { BOUNCE_LIST_GREETING_MANY, SIGN_OPENING, SIGN_UNLESS_NOTICE },
  { BOUNCE_LIST_FROM_NOW_ON, SIGN_OPENING, SIGN_UNLESS_NOTICE },
  { BOUNCE_LIST_FROM_NOW_ON, SIGN_SUBJECT_OPENING, SIGN_UNLESS_NOTICE },
};

/* Whether one of the first lines of VIEW's text begins with WORDS. */
static gboolean
opens_with (const LegacyView *view, BounceList words)
{
  for (guint i = 0, seen = 0; i < view->n_body && seen < OPENING_LINES; i++)
    {
      if (legacy_line (view, i)->length == 0)
        continue;
      if (legacy_line_begins (view, i, words))
        return TRUE;
      seen++;
    }
  return FALSE;
}

/* Whether WORDS stand in a line of VIEW's text that ends with a colon. */
static gboolean
leads_with (const LegacyView *view, BounceList words)
{
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length > 0 && line->start[line->length - 1] == ':'
          && legacy_line_holds (view, i, words))
        return TRUE;
    }
  return FALSE;
}

static gboolean
stands (const LegacyView *view, BounceList words, SignPlace place)
{
  switch (place)
    {
    case SIGN_HEAD:
      return legacy_view_has (view, view->head, words);
    case SIGN_LETTER:
      return legacy_view_has (view, view->head, words)
             && legacy_is_letter (view);
    case SIGN_LEAD:
      return legacy_line_may_hold (view, words) && leads_with (view, words);
    case SIGN_OPENING:
      return legacy_line_may_hold (view, words) && opens_with (view, words);
    case SIGN_SUBJECT:
      return legacy_view_has (view, view->subject, words);
    case SIGN_SUBJECT_OPENING:
      return bounce_list_begins (view->subject, words);
    }
  return FALSE;
}

static gboolean
speaks_of_yours (const LegacyView *view)
{
  return legacy_view_has (view, view->head, BOUNCE_LIST_YOUR_MAIL_STRICT);
}

/* Whether VIEW, nobody's, tells at once whom a mail did not reach: then where
   the program stood is only added. */
static gboolean
tells_whom (const LegacyView *view)
{
  return view->null_sender && legacy_begins_with_failure (view, FALSE)
         && legacy_names_other (view);
}

/* Whether VIEW has what says more than a sign of FORCE. */
static gboolean
outweighs (const LegacyView *view, SignForce force)
{
  switch (force)
    {
    case SIGN_DECIDES:
      return FALSE;
    case SIGN_UNLESS_FAILING:
      return view->daemon && view->failing;
    case SIGN_UNLESS_DAEMON:
      return view->daemon;
    case SIGN_UNLESS_TELLING:
      return view->daemon || tells_whom (view);
    case SIGN_UNLESS_NULL_PATH:
      return view->null_sender;
    case SIGN_UNLESS_YOURS:
      return speaks_of_yours (view);
    case SIGN_UNLESS_NOTICE:
      return view->null_sender || speaks_of_yours (view);
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

/* Whether a number, which is no reply, stands beside the label START..END of
   TEXT; LARGE: of so many digits that recipients are meant whom nobody names.
 */
static gboolean
has_number (const char *text, gsize start, gsize end, gboolean *large)
{
  const char *p = text + end + strspn (text + end, " :=-|\t");
  gsize digits = 0;

  if (start > 1 && text[start - 1] == ' ' && g_ascii_isdigit (text[start - 2]))
    return TRUE;
  if (bounce_reply_parse (p) > 0)
    return FALSE;
  for (; g_ascii_isdigit (*p) || *p == ',' || *p == '.'; p++)
    digits += g_ascii_isdigit (*p) ? 1 : 0;
  *large = *large || digits >= TALLY_DIGITS;
  return digits > 0;
}

/* "Sent: 1,204 Delivered: 1,190 Bounced: 14": a report of a campaign. */
static gboolean
tallies (const LegacyView *view)
{
  gboolean large = FALSE;
  guint labels = 0;
  guint32 last = 0;

  if (!legacy_view_has (view, view->head, BOUNCE_LIST_TALLY))
    return FALSE;
  for (guint i = 0; i < view->reader.n_hits; i++)
    {
      const BounceListHit *hit = &view->reader.hits[i];

      if (hit->list != BOUNCE_LIST_TALLY || hit->end == last)
        continue;
      last = hit->end;
      labels += has_number (view->folded->str, bounce_hit_start (hit), last,
                            &large);
    }
  return labels > COUNTS_MIN || (large && labels == COUNTS_MIN);
}

/* Whether line I of VIEW is "email,reason,code", names of columns. */
static gboolean
names_columns (const LegacyLine *line)
{
  guint commas = 0;

  for (gsize i = 0; i < line->length; i++)
    {
      char c = line->start[i];

      if (c == ',' || c == ';')
        commas++;
      else if (!g_ascii_isalpha (c) && c != '_' && c != '-' && c != '"')
        return FALSE;
    }
  return commas >= COUNTS_MIN;
}

/* "Apr 06 08:00:02 out cron[77]: ": so lines of a system's log begin. */
static gboolean
is_logged (const LegacyLine *line)
{
  static const char form[] = "Aaa dd dd:dd:dd ";

  if (line->length < sizeof form)
    return FALSE;
  for (gsize i = 0; form[i] != '\0'; i++)
    {
      char c = line->start[i];

      if (form[i] == 'A'   ? !g_ascii_isupper (c)
          : form[i] == 'a' ? !g_ascii_islower (c)
          : form[i] == 'd' ? !g_ascii_isdigit (c) && c != ' '
                           : c != form[i])
        return FALSE;
    }
  return TRUE;
}

/* Whether VIEW begins with a table for programs or lines of a log, or has some
   although nothing above them says that a mail failed. */
static gboolean
is_export (const LegacyView *view)
{
  gboolean first = TRUE;

  for (guint i = 0; i < view->n_body && i < EXPORT_LINES; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (is_logged (line) || names_columns (line))
        return first || !legacy_begins_with_failure (view, TRUE);
      first = first && line->length == 0;
    }
  return FALSE;
}

/* Whether VIEW is a letter, and not one to who sent a mail that failed. */
static gboolean
is_other_letter (const LegacyView *view)
{
  return !(view->daemon && view->failing) && legacy_is_letter (view)
         && !speaks_of_yours (view)
         && !legacy_view_has (view, view->subject, BOUNCE_LIST_YOUR_MAIL_STRICT)
         && !legacy_view_has (view, view->head, BOUNCE_LIST_GREETING_SENDER);
}

/* Whether a person signs VIEW, and speaks of himself in it. */
static gboolean
is_told (const LegacyView *view)
{
  g_autofree char *opening = NULL;

  if (view->daemon || view->answers || !legacy_is_signed (view))
    return FALSE;
  opening = g_strndup (view->head, LEGACY_OPENING_MAX);
  return legacy_is_personal (opening);
}

gboolean
legacy_is_announcement (const LegacyView *view)
{
  if (view->bare)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (stands (view, signs[i].words, signs[i].place)
        && !outweighs (view, signs[i].force))
      return TRUE;
  return (tallies (view) && !legacy_is_form (view, TRUE))
         || is_other_letter (view) || is_told (view)
         || (is_export (view) && !(view->daemon && view->failing))
         || legacy_answers_bounce (view)
         || (counts_replies (view)
             && (!view->null_sender
                 || legacy_view_has (view, view->subject,
                                     BOUNCE_LIST_STATISTICS_SUBJECT)));
}

/* Whether VIEW, in its own words, was handed to who decides on it. */
static gboolean
is_to_be_decided (const LegacyView *view)
{
  g_autofree char *words = NULL;

  if (!legacy_view_has (view, view->head, BOUNCE_LIST_TO_MODERATORS))
    return FALSE;
  words = legacy_own_words (view, LEGACY_HEAD_MAX);
  return bounce_list_in (words, BOUNCE_LIST_TO_MODERATORS);
}

gboolean
legacy_asks (const LegacyView *view)
{
  return is_to_be_decided (view)
         || legacy_view_has (view, view->subject, BOUNCE_LIST_COMMAND_RESULTS)
         || (legacy_view_has (view, view->head, BOUNCE_LIST_CHALLENGE_DEED)
             && legacy_view_has (view, view->head, BOUNCE_LIST_CHALLENGE_PROOF)
             && !legacy_has_reply (view->head));
}
