/* sendmail: reads sendmail's notifications for people, V5 to V8 without a
   report: lists of addresses under a heading, and the transcript of the
   session, where ">>>" is the client, "<<<" the server, and a line such as
   "550 5.1.1 <a@b>... User unknown" sendmail's own verdict. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/layouts/layouts.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/returned.h"
#include "report/legacy/systems/sendmail-verdict.h"
#include "report/legacy/systems/sendmail.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* How much is kept of the transcript, of one of its lines, of a line of a
   reply, and of the text for people. */
#define TRANSCRIPT_MAX (8 * 1024)
#define LINE_KEPT 1024
#define REPLY_KEPT 2048
#define PROSE_MAX 1024

/* So much of a line is looked at for words that sendmail writes. */
#define WORDS_MAX 300

/* Of more recipients not each is looked at, nor does each get the whole
   transcript. */
#define RECIPIENTS_MAX 100

typedef enum
{
  SECTION_NONE,
  SECTION_FAILED,
  SECTION_DELAYED,
  SECTION_DELIVERED,
  SECTION_TRANSCRIPT
} Section;

static const struct
{
  BounceList heading;
  Section section;
} sections[] = {
  { BOUNCE_LIST_SENDMAIL_TRANSCRIPT, SECTION_TRANSCRIPT },
  { BOUNCE_LIST_SENDMAIL_DELAYED, SECTION_DELAYED },
  { BOUNCE_LIST_SENDMAIL_DELIVERED, SECTION_DELIVERED },
  { BOUNCE_LIST_SENDMAIL_FAILED, SECTION_FAILED },
};

typedef struct
{
  BounceLegacy *legacy;
  Section section;
  gboolean headed;      /* a heading was read */
  BounceEvidence *last; /* of a list */
  GString *replies;     /* to the command */
  GString *pending;     /* lines that the next verdict sums up */
  GString *all;         /* all of the transcript, if nobody is named */
  char *pending_host;   /* whose they are, or NULL */
  char *command;        /* "RCPT To:<a@b>", or NULL */
  char *host;
} Session;

static gboolean
read_heading (Session *session, const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);

  if (line->length < 6 || strchr ("-|=", line->start[0]) == NULL
      || strncmp (line->start + 1, "--", 2) != 0)
    return FALSE;
  session->section = SECTION_NONE;
  session->last = NULL;
  for (guint k = 0; k < G_N_ELEMENTS (sections); k++)
    if (legacy_line_holds (view, i, sections[k].heading))
      {
        session->section = sections[k].section;
        session->headed = TRUE;
        break;
      }
  return TRUE;
}

static BounceAction
section_action (Section section)
{
  return section == SECTION_DELAYED     ? BOUNCE_ACTION_DELAYED
         : section == SECTION_DELIVERED ? BOUNCE_ACTION_DELIVERED
                                        : BOUNCE_ACTION_FAILED;
}

/* The action of a recipient that is listed in SECTION with NOTE behind it:
   under "delivery notifications", and under "delivery problems", there may be
   "(transient failure)", too. */
static BounceAction
listed_action (Section section, const char *note)
{
  g_autofree char *folded = bounce_fold_line (note, -1);

  if (section == SECTION_DELIVERED
      && bounce_list_in (folded, BOUNCE_LIST_SENDMAIL_NOTE_FAILED))
    return BOUNCE_ACTION_FAILED;
  if ((section == SECTION_DELIVERED || section == SECTION_FAILED)
      && bounce_list_in (folded, BOUNCE_LIST_SENDMAIL_NOTE_DELAYED))
    return BOUNCE_ACTION_DELAYED;
  return section_action (section);
}

/* "(reason: 550 ...)", "(expanded from: <a@b>)". */
static void
read_detail (Session *session, const char *start, const char *end)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  BounceAddressSpan span;

  if (session->last == NULL)
    return;
  start++;
  if (end > start && end[-1] == ')')
    end--;
  text = g_strndup (start, (gsize)(end - start));
  folded = bounce_fold_line (text, -1);
  if (g_str_has_prefix (folded, "expanded from"))
    {
      if (bounce_address_find (text, NULL, &span)
          && session->last->original_recipient == NULL)
        session->last->original_recipient = bounce_address_span_copy (&span);
      return;
    }
  if (g_str_has_prefix (folded, "reason:"))
    legacy_add_reason (session->last, strchr (text, ':') + 1,
                       BOUNCE_ORIGIN_REPORTER);
  else
    legacy_add_reason (session->last, text, BOUNCE_ORIGIN_REPORTER);
}

/* The program or file that LINE names: whose it is tells "(expanded from:". */
static void
read_pipe (Session *session, const LegacyLine *line)
{
  const char *start = line->start;
  gboolean quoted = *start == '"';
  const char *close = quoted
                          ? memchr (start + 1, '"', line->length - 1)
                          : g_strstr_len (start, (gssize)line->length, "  (");
  gsize n = close != NULL ? (gsize)(close + quoted - start) : line->length;

  session->last = legacy_recipient (session->legacy, start, n);
  if (session->last != NULL)
    session->last->action = section_action (session->section);
}

static void
read_list (Session *session, const LegacyLine *line)
{
  const char *start = line->start;
  const char *end = start + line->length;
  BounceAddressSpan span;

  if (line->length == 0)
    return;
  if (*start == '(')
    {
      read_detail (session, start, end);
      return;
    }
  if (strchr ("|/", start[*start == '"']) != NULL
      && start[*start == '"'] != '\0')
    {
      read_pipe (session, line);
      return;
    }
  if (bounce_address_find (start, end, &span) && span.start - start <= 2)
    ;
  else
    {
      span.start = start + (*start == '<');
      span.end = span.start;
      while (span.end < end && strchr (" >\t,", *span.end) == NULL)
        span.end++;
      if (span.end == span.start
          || span.end - span.start > BOUNCE_ADDRESS_LOCAL_MAX
          || memchr (start, ' ', (gsize)(span.end - start)) != NULL
          || (span.end < end && *span.end == ' '
              && strchr ("( .", span.end[1]) == NULL))
        return;
    }
  session->last = legacy_recipient_at (session->legacy, &span);
  if (session->last == NULL)
    return;
  session->last->action = section_action (session->section);
  start = span.end;
  while (start < end && strchr (">. \t", *start) != NULL)
    start++;
  if (start < end)
    {
      g_autofree char *rest = g_strndup (start, (gsize)(end - start));
      session->last->action = listed_action (session->section, rest);
      if (strstr (rest, "unrecoverable error") == NULL)
        legacy_add_reason (session->last, rest, BOUNCE_ORIGIN_REPORTER);
    }
}

/* The lines above a verdict are forgotten. */
static void
drop_pending (Session *session)
{
  g_string_truncate (session->pending, 0);
  g_clear_pointer (&session->pending_host, g_free);
}

/* Whether the lines above the verdict TEXT on ADDRESS are its reason. */
static gboolean
is_pending_for (const Session *session, const char *address, const char *text)
{
  g_autofree char *folded = bounce_fold_line (text, -1);

  /* What a program printed is its output, and no reason. */
  if (strstr (text, "mailer error") != NULL)
    return FALSE;
  return session->pending_host == NULL
         || legacy_verdict_is_for_host (session->pending_host, address, folded);
}

/* Keeps LINE for the next verdict. */
static void
keep_pending (Session *session, const LegacyLine *line)
{
  if (session->pending->len >= TRANSCRIPT_MAX)
    return;
  if (session->pending_host == NULL)
    session->pending_host = legacy_verdict_host (line);
  g_string_append_len (session->pending, line->start,
                       MIN (line->length, LINE_KEPT));
  g_string_append_c (session->pending, '\n');
}

static void
read_verdict (Session *session, const LegacyLine *line,
              const BounceAddressSpan *span)
{
  BounceEvidence *evidence = legacy_recipient_at (session->legacy, span);
  g_autofree char *text = g_strndup (line->start, line->length);

  if (evidence == NULL)
    return;
  if (legacy_verdict_answers (line, session->command, session->replies->str,
                              evidence->recipient))
    {
      g_autofree char *reason = g_strdup_printf (
          ">>> %s\n%s", session->command != NULL ? session->command : "",
          session->replies->str);
      legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
    }
  if (is_pending_for (session, evidence->recipient, text))
    bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER,
                         session->pending->str);
  drop_pending (session);
  if (evidence->remote_mta == NULL && session->host != NULL)
    evidence->remote_mta = g_strdup (session->host);
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER, text);
  if (evidence->diagnostic == NULL)
    bounce_evidence_set_diagnostic (evidence, text);
  session->last = evidence;
}

/* A reply that names one of the recipients is about that one, whichever
   command it answers: commands may be pipelined. */
static gboolean
read_named_reply (Session *session, const LegacyLine *line)
{
  g_autofree char *text = g_strndup (line->start, line->length);
  BounceAddressSpan span;
  g_autofree char *address = NULL;

  if (session->command != NULL || !bounce_address_find (text, NULL, &span))
    return FALSE;
  address = bounce_address_span_copy (&span);
  for (guint i = 0; i < MIN (session->legacy->recipients->len, RECIPIENTS_MAX);
       i++)
    {
      BounceEvidence *evidence
          = g_ptr_array_index (session->legacy->recipients, i);

      if (!bounce_address_equal (evidence->recipient, address))
        continue;
      legacy_add_reason (evidence, text, BOUNCE_ORIGIN_REPORTER);
      return TRUE;
    }
  return FALSE;
}

static void
read_transcript (Session *session, const LegacyLine *line)
{
  const char *p = line->start;
  g_autofree char *folded = NULL;
  const char *host;
  BounceAddressSpan span;

  if (line->length == 0)
    return;
  if (session->all->len < TRANSCRIPT_MAX)
    {
      g_string_append_len (session->all, p, MIN (line->length, LINE_KEPT));
      g_string_append_c (session->all, '\n');
    }
  if (strncmp (p, ">>>", 3) == 0)
    {
      g_free (session->command);
      session->command = g_strstrip (g_strndup (p + 3, line->length - 3));
      g_string_truncate (session->replies, 0);
      drop_pending (session);
      return;
    }
  if (strncmp (p, "<<<", 3) == 0)
    {
      if (read_named_reply (session, line))
        return;
      if (session->replies->len < TRANSCRIPT_MAX)
        {
          g_string_append_len (session->replies, p,
                               MIN (line->length, REPLY_KEPT));
          g_string_append_c (session->replies, '\n');
        }
      return;
    }
  folded = bounce_fold_line (p, MIN (line->length, WORDS_MAX));
  host = bounce_list_after (folded, BOUNCE_LIST_TALKING_TO);
  if (host != NULL)
    {
      gsize n = strcspn (host, " :,");

      while (n > 0 && host[n - 1] == '.')
        n--;
      g_free (session->host);
      session->host = g_strndup (host, n);
      g_clear_pointer (&session->command, g_free);
      g_string_truncate (session->replies, 0);
      drop_pending (session);
      return;
    }
  if (legacy_verdict_find (line, &span))
    read_verdict (session, line, &span);
  else if (strstr (folded, " (smtp)...") == NULL)
    keep_pending (session, line);
}

static void
finish_session (Session *session, const LegacyView *view)
{
  GPtrArray *recipients = session->legacy->recipients;
  BounceAction action = legacy_action (view);

  if (recipients->len == 0 && !legacy_header_recipients (view, session->legacy))
    {
      /* The heading of a list alone, in another's notification. */
      if (!session->headed && view->daemon && view->failing)
        legacy_read_lines (view, session->legacy, FALSE);
      if (recipients->len == 0)
        legacy_returned_recipients (view, session->legacy);
    }
  legacy_verdict_join_pipes (session->legacy);
  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->action == BOUNCE_ACTION_NONE)
        evidence->action = action;
      if (evidence->texts->len == 0 && recipients->len < RECIPIENTS_MAX)
        legacy_add_reason (evidence, session->all->str, BOUNCE_ORIGIN_REPORTER);
      /* "|program": the address is that of the alias. */
      if (strchr (evidence->recipient, '@') == NULL
          && evidence->original_recipient != NULL)
        {
          g_free (evidence->recipient);
          evidence->recipient = g_strdup (evidence->original_recipient);
        }
      if (evidence->texts->len == 0)
        {
          g_autofree char *text = legacy_human_readable (view, PROSE_MAX);
          bounce_evidence_add (evidence, BOUNCE_ORIGIN_PROSE, text);
        }
    }
}

void
legacy_read_sendmail (const LegacyView *view, BounceLegacy *legacy)
{
  Session session = { .legacy = legacy };

  session.replies = g_string_new (NULL);
  session.pending = g_string_new (NULL);
  session.all = g_string_new (NULL);
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (read_heading (&session, view, i))
        continue;
      if (session.section == SECTION_TRANSCRIPT)
        read_transcript (&session, line);
      else if (session.section != SECTION_NONE)
        read_list (&session, line);
    }
  finish_session (&session, view);
  g_string_free (session.replies, TRUE);
  g_string_free (session.pending, TRUE);
  g_string_free (session.all, TRUE);
  g_free (session.pending_host);
  g_free (session.command);
  g_free (session.host);
}
