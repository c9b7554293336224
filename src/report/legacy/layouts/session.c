/* session: where a notification tells an SMTP session line by line, what its
   replies say of whom (report/transcript.h) is more than any reader of lines
   can tell: the readers get the text without it, and what they find is
   completed then. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/layouts/session.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/view.h"
#include "report/stage.h"
#include "report/transcript-line.h"
#include "report/transcript.h"
#include "text/address-key.h"
#include "text/address.h"

struct LegacySession
{
  BounceTranscript *transcript;
  const LegacyView *view; /* that tells it */
  LegacyView *rest; /* the same without it; NULL: single commands are told */
};

/* The text of VIEW without the lines that are marked in TOLD. */
static char *
text_without (const LegacyView *view, const gboolean *told)
{
  GString *text = g_string_sized_new (strlen (view->text) + 1);

  for (guint i = 0; i < view->lines->len; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (i < view->n_body && told[i])
        continue;
      g_string_append_len (text, line->start - line->indent,
                           (gssize)(line->indent + line->length));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* VIEW with another TEXT, which is taken over: what its header and beginning
   say, holds as before. */
static LegacyView *
view_with (const LegacyView *view, char *text)
{
  LegacyView *rest = legacy_view_make (view->message, text, view->from,
                                       view->subject, view->to, view->sender);

  g_free (rest->head);
  rest->head = g_strdup (view->head);
  rest->head_lists = view->head_lists;
  rest->daemon = view->daemon;
  rest->bare = view->bare;
  rest->null_sender = view->null_sender;
  rest->failing = view->failing;
  rest->answers = view->answers;
  rest->quoted = view->quoted;
  *rest->signs = *view->signs;
  return rest;
}

static gboolean
is_command (const LegacyLine *line)
{
  BounceTranscriptLine told;

  return bounce_transcript_line (line->start, legacy_line_end (line), &told)
         && told.command;
}

/* Whether a line of VIEW's body is a command that begins a session. */
static gboolean
tells_command (const LegacyView *view)
{
  if (legacy_line_may_hold (view, BOUNCE_LIST_SESSION_COMMAND))
    for (guint i = 0; i < view->n_body; i++)
      if (legacy_line_holds (view, i, BOUNCE_LIST_SESSION_COMMAND)
          && is_command (legacy_line (view, i)))
        return TRUE;
  return FALSE;
}

LegacySession *
legacy_session_new (const LegacyView *view)
{
  LegacySession *session;
  BounceTranscript *transcript;
  g_autofree gboolean *told = NULL;

  if (!tells_command (view))
    return NULL;
  transcript = bounce_transcript_new ();
  told = g_new0 (gboolean, view->n_body + 1);
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      told[i] = bounce_transcript_read (transcript, line->start, line->length,
                                        line->indent);
    }
  bounce_transcript_end (transcript);
  if (!bounce_transcript_refuses (transcript))
    {
      bounce_transcript_free (transcript);
      return NULL;
    }
  session = g_new0 (LegacySession, 1);
  session->transcript = transcript;
  session->view = view;
  if (bounce_transcript_is_whole (transcript))
    session->rest = view_with (view, text_without (view, told));
  return session;
}

const LegacyView *
legacy_session_rest (const LegacySession *session)
{
  return session->rest != NULL ? session->rest : session->view;
}

void
legacy_session_free (LegacySession *session)
{
  if (session == NULL)
    return;
  bounce_transcript_free (session->transcript);
  legacy_view_free (session->rest);
  g_free (session);
}

/* The keys of all addresses that stand beside the session. */
static GHashTable *
find_beside (const LegacySession *session)
{
  const LegacyView *rest = session->rest;
  GHashTable *beside
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rest->n_body; i++)
    {
      const LegacyLine *line = legacy_line (rest, i);
      BounceAddressSpan span;

      for (const char *p = line->start;
           bounce_address_find (p, legacy_line_end (line), &span); p = span.end)
        {
          g_autofree char *found = bounce_address_span_copy (&span);
          char *key = bounce_address_key (found);

          if (key != NULL)
            g_hash_table_add (beside, key);
        }
    }
  return beside;
}

typedef struct
{
  const LegacySession *session;
  BounceLegacy *legacy;
  GHashTable *beside; /* who is named beside it, by keys */
  gboolean reached;   /* the server was told of somebody */
} Telling;

/* Adds ADDRESS, if it was refused. */
static void
add_refused (const char *address, gpointer user_data)
{
  Telling *telling = user_data;
  BounceStage stage;
  const char *reply;

  telling->reached = TRUE;
  if (bounce_transcript_fate (telling->session->transcript, address, &stage,
                              &reply)
      == BOUNCE_TRANSCRIPT_REFUSED)
    legacy_recipient (telling->legacy, address, strlen (address));
}

static gboolean
is_beside (const Telling *telling, const char *address)
{
  g_autofree char *key = bounce_address_key (address);

  return key != NULL && g_hash_table_contains (telling->beside, key);
}

/* Gives EVIDENCE what TELLING's session tells of it, or of all; FALSE: the
   server took whom it names, or was told of others only, and nothing beside
   that says otherwise. */
static gboolean
tell (const Telling *telling, BounceEvidence *evidence)
{
  const LegacySession *session = telling->session;
  gboolean alone = telling->legacy->recipients->len == 1;
  BounceStage stage;
  const char *reply;
  gboolean named
      = bounce_transcript_names (session->transcript, evidence->recipient);

  switch (bounce_transcript_fate (session->transcript, evidence->recipient,
                                  &stage, &reply))
    {
    case BOUNCE_TRANSCRIPT_ACCEPTED:
      return is_beside (telling, evidence->recipient);
    case BOUNCE_TRANSCRIPT_REFUSED:
      /* One of several may have gone to another server. */
      if (!named && !alone && evidence->diagnostic_type != NULL)
        return TRUE;
      evidence->stage = stage;
      legacy_add_reason (evidence, reply, BOUNCE_ORIGIN_REPORTER);
      return TRUE;
    case BOUNCE_TRANSCRIPT_NOTHING:
    default:
      return named || !telling->reached
             || is_beside (telling, evidence->recipient);
    }
}

/* Notes at which command EVIDENCE's replies were given. */
static void
note_stage (const LegacySession *session, BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *piece = bounce_evidence_text (evidence, i);

      if (piece->origin == BOUNCE_ORIGIN_REMOTE
          && evidence->stage == BOUNCE_STAGE_NONE)
        evidence->stage
            = bounce_transcript_stage (session->transcript, piece->text);
    }
}

void
legacy_note_stage (const LegacyView *view, BounceEvidence *evidence)
{
  if (!legacy_line_may_hold (view, BOUNCE_LIST_SESSION_COMMAND)
      && !legacy_line_may_hold (view, BOUNCE_LIST_STAGE))
    return;
  for (guint i = 0; i < view->n_body && evidence->stage == BOUNCE_STAGE_NONE;
       i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      g_autofree char *text = NULL;

      /* "MAIL FROM: a@b" is a field, and a session was read. */
      if ((!legacy_line_holds (view, i, BOUNCE_LIST_SESSION_COMMAND)
           && !legacy_line_holds (view, i, BOUNCE_LIST_STAGE))
          || memchr (line->start, '@', line->length) != NULL
          || is_command (line))
        continue;
      text = g_strndup (line->start, line->length);
      evidence->stage = bounce_stage_told (text);
    }
}

void
legacy_session_tell (const LegacySession *session, BounceLegacy *legacy)
{
  Telling telling = { session, legacy, NULL, FALSE };
  GPtrArray *recipients = legacy->recipients;
  BounceAction action;

  if (session->rest == NULL)
    {
      for (guint i = 0; i < recipients->len; i++)
        note_stage (session, g_ptr_array_index (recipients, i));
      return;
    }
  action = legacy_action (session->rest);
  telling.beside = find_beside (session);
  if (recipients->len == 1
      && ((BounceEvidence *)g_ptr_array_index (recipients, 0))->recipient
             == NULL)
    g_ptr_array_set_size (recipients, 0);
  bounce_transcript_foreach (session->transcript, add_refused, &telling);
  for (guint i = recipients->len; i-- > 0;)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->recipient == NULL || !tell (&telling, evidence))
        {
          if (recipients->len > 1)
            legacy_forget (legacy, evidence);
        }
      else if (evidence->action == BOUNCE_ACTION_NONE)
        evidence->action = action;
    }
  g_hash_table_unref (telling.beside);
}
