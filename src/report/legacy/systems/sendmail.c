/* sendmail: reads sendmail's notifications for people, V5 to V8 without a
   report: lists of addresses under a heading, and the transcript of the
   session (sendmail-transcript.c). */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/layouts/layouts.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/returned.h"
#include "report/legacy/systems/sendmail-transcript.h"
#include "report/legacy/systems/sendmail-verdict.h"
#include "report/legacy/systems/sendmail.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* How much is kept of the text for people. */
#define PROSE_MAX 1024

/* Of more recipients not each gets the whole transcript. */
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
  gboolean headed; /* a heading was read */
  LegacyTranscript transcript;
} Session;

static gboolean
read_heading (Session *session, const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);

  if (line->length < 6 || strchr ("-|=", line->start[0]) == NULL
      || strncmp (line->start + 1, "--", 2) != 0)
    return FALSE;
  session->section = SECTION_NONE;
  session->transcript.last = NULL;
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

  if (session->transcript.last == NULL)
    return;
  start++;
  if (end > start && end[-1] == ')')
    end--;
  text = g_strndup (start, (gsize)(end - start));
  folded = bounce_fold_line (text, -1);
  if (g_str_has_prefix (folded, "expanded from"))
    {
      if (bounce_address_find (text, NULL, &span)
          && session->transcript.last->original_recipient == NULL)
        session->transcript.last->original_recipient
            = bounce_address_span_copy (&span);
      return;
    }
  if (g_str_has_prefix (folded, "reason:"))
    legacy_add_reason (session->transcript.last, strchr (text, ':') + 1,
                       BOUNCE_ORIGIN_REPORTER);
  else
    legacy_add_reason (session->transcript.last, text, BOUNCE_ORIGIN_REPORTER);
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

  session->transcript.last = legacy_recipient (session->legacy, start, n);
  if (session->transcript.last != NULL)
    session->transcript.last->action = section_action (session->section);
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
  session->transcript.last = legacy_recipient_at (session->legacy, &span);
  if (session->transcript.last == NULL)
    return;
  session->transcript.last->action = section_action (session->section);
  start = span.end;
  while (start < end && strchr (">. \t", *start) != NULL)
    start++;
  if (start < end)
    {
      g_autofree char *rest = g_strndup (start, (gsize)(end - start));
      session->transcript.last->action = listed_action (session->section, rest);
      if (strstr (rest, "unrecoverable error") == NULL)
        legacy_add_reason (session->transcript.last, rest,
                           BOUNCE_ORIGIN_REPORTER);
    }
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
        legacy_add_reason (evidence, session->transcript.all->str,
                           BOUNCE_ORIGIN_REPORTER);
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

  legacy_transcript_init (&session.transcript, legacy);
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (read_heading (&session, view, i))
        continue;
      if (session.section == SECTION_TRANSCRIPT)
        legacy_transcript_line (&session.transcript, line);
      else if (session.section != SECTION_NONE)
        read_list (&session, line);
    }
  finish_session (&session, view);
  legacy_transcript_clear (&session.transcript);
}
