/* sendmail-transcript: reads the transcript of sendmail's session, line by
   line:
   ">>>" is the client, "<<<" the server, and a line such as "550 5.1.1
   <a@b>... User unknown" sendmail's own verdict. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/systems/sendmail-transcript.h"
#include "report/legacy/systems/sendmail-verdict.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/reason.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* How much is kept of the transcript, of one of its lines, and of a line of a
   reply. */
#define TRANSCRIPT_MAX (8 * 1024)
#define LINE_KEPT 1024
#define REPLY_KEPT 2048

/* So much of a line is looked at for words that sendmail writes. */
#define WORDS_MAX 300

/* Of more recipients not each is compared with whom a reply names. */
#define RECIPIENTS_MAX 100

/* The lines above a verdict are forgotten. */
static void
drop_pending (LegacyTranscript *transcript)
{
  g_string_truncate (transcript->pending, 0);
  g_clear_pointer (&transcript->pending_host, g_free);
}

/* Whether the lines above the verdict TEXT on ADDRESS are its reason. */
static gboolean
is_pending_for (const LegacyTranscript *transcript, const char *address,
                const char *text)
{
  g_autofree char *folded = bounce_fold_line (text, -1);

  /* What a program printed is its output, and no reason. */
  if (strstr (text, "mailer error") != NULL)
    return FALSE;
  return transcript->pending_host == NULL
         || legacy_verdict_is_for_host (transcript->pending_host, address,
                                        folded);
}

static void
read_verdict (LegacyTranscript *transcript, const LegacyLine *line,
              const BounceAddressSpan *span)
{
  BounceEvidence *evidence = legacy_recipient_at (transcript->legacy, span);
  g_autofree char *text = g_strndup (line->start, line->length);

  if (evidence == NULL)
    return;
  if (legacy_verdict_answers (line, transcript->command,
                              transcript->replies->str, evidence->recipient))
    {
      g_autofree char *reason = g_strdup_printf (
          ">>> %s\n%s", transcript->command != NULL ? transcript->command : "",
          transcript->replies->str);
      legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
    }
  if (is_pending_for (transcript, evidence->recipient, text))
    bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER,
                         transcript->pending->str);
  drop_pending (transcript);
  if (evidence->remote_mta == NULL && transcript->host != NULL)
    evidence->remote_mta = g_strdup (transcript->host);
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER, text);
  if (evidence->diagnostic == NULL)
    bounce_evidence_set_diagnostic (evidence, text);
  transcript->last = evidence;
}

/* A reply that names one of the recipients is about that one, whichever
   command it answers: commands may be pipelined. */
static gboolean
read_named_reply (LegacyTranscript *transcript, const LegacyLine *line)
{
  g_autofree char *text = g_strndup (line->start, line->length);
  BounceAddressSpan span;
  g_autofree char *address = NULL;

  if (transcript->command != NULL || !bounce_address_find (text, NULL, &span))
    return FALSE;
  address = bounce_address_span_copy (&span);
  for (guint i = 0;
       i < MIN (transcript->legacy->recipients->len, RECIPIENTS_MAX); i++)
    {
      BounceEvidence *evidence
          = g_ptr_array_index (transcript->legacy->recipients, i);

      if (!bounce_address_equal (evidence->recipient, address))
        continue;
      legacy_add_reason (evidence, text, BOUNCE_ORIGIN_REPORTER);
      return TRUE;
    }
  return FALSE;
}

/* Keeps TEXT as a line of WHAT, unless it is full. */
static void
keep_line (GString *what, const char *text, gsize length)
{
  if (what->len >= TRANSCRIPT_MAX)
    return;
  g_string_append_len (what, text, (gssize)length);
  g_string_append_c (what, '\n');
}

/* Keeps LINE for the next verdict. */
static void
keep_pending (LegacyTranscript *transcript, const LegacyLine *line)
{
  if (transcript->pending->len >= TRANSCRIPT_MAX)
    return;
  if (transcript->pending_host == NULL)
    transcript->pending_host = legacy_verdict_host (line);
  keep_line (transcript->pending, line->start, MIN (line->length, LINE_KEPT));
}

/* What came before is of another command, or of another server. */
static void
begin_command (LegacyTranscript *transcript, char *command)
{
  g_free (transcript->command);
  transcript->command = command;
  g_string_truncate (transcript->replies, 0);
  drop_pending (transcript);
}

/* "... while talking to mx.example.org.:", behind what HOST stands. */
static void
begin_host (LegacyTranscript *transcript, const char *host)
{
  gsize n = strcspn (host, " :,");

  while (n > 0 && host[n - 1] == '.')
    n--;
  g_free (transcript->host);
  transcript->host = g_strndup (host, n);
  begin_command (transcript, NULL);
}

void
legacy_transcript_line (LegacyTranscript *transcript, const LegacyLine *line)
{
  const char *p = line->start;
  g_autofree char *folded = NULL;
  const char *host;
  BounceAddressSpan span;

  if (line->length == 0)
    return;
  keep_line (transcript->all, p, MIN (line->length, LINE_KEPT));
  if (strncmp (p, ">>>", 3) == 0)
    {
      begin_command (transcript,
                     g_strstrip (g_strndup (p + 3, line->length - 3)));
      return;
    }
  if (strncmp (p, "<<<", 3) == 0)
    {
      if (!read_named_reply (transcript, line))
        keep_line (transcript->replies, p, MIN (line->length, REPLY_KEPT));
      return;
    }
  folded = bounce_fold_line (p, MIN (line->length, WORDS_MAX));
  host = bounce_list_after (folded, BOUNCE_LIST_TALKING_TO);
  if (host != NULL)
    begin_host (transcript, host);
  else if (legacy_verdict_find (line, &span))
    read_verdict (transcript, line, &span);
  else if (strstr (folded, " (smtp)...") == NULL)
    keep_pending (transcript, line);
}

void
legacy_transcript_init (LegacyTranscript *transcript, BounceLegacy *legacy)
{
  *transcript = (LegacyTranscript){ .legacy = legacy };
  transcript->replies = g_string_new (NULL);
  transcript->pending = g_string_new (NULL);
  transcript->all = g_string_new (NULL);
}

void
legacy_transcript_clear (LegacyTranscript *transcript)
{
  g_string_free (transcript->replies, TRUE);
  g_string_free (transcript->pending, TRUE);
  g_string_free (transcript->all, TRUE);
  g_free (transcript->pending_host);
  g_free (transcript->command);
  g_free (transcript->host);
}
