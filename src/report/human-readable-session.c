/* human-readable-session: finds in a report's text part at which command of an
   SMTP session its recipients were refused, which no field tells. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/human-readable.h"
#include "report/transcript.h"

/* Whether COMMAND stands in TEXT where a line of a session may have it: in a
   sentence a word stands before it. */
static gboolean
has_command (const char *text, const char *end, const char *command)
{
  for (const char *p = text; (p = strstr (p, command)) != NULL && p < end; p++)
    {
      const char *before = p;

      while (before > text && before[-1] == ' ')
        before--;
      if (before == text || !g_ascii_isalnum (before[-1]))
        return TRUE;
    }
  return FALSE;
}

static BounceTranscript *
read_session (const char *text, const char *end)
{
  BounceTranscript *transcript = bounce_transcript_new ();

  for (const char *p = text; p < end;)
    {
      const char *stop = memchr (p, '\n', (gsize)(end - p));
      const char *last = stop = stop != NULL ? stop : end;
      guint indent = (guint)strspn (p, " \t");

      indent = MIN (indent, (guint)(stop - p));
      while (last > p + indent && (guchar)last[-1] <= ' ')
        last--;
      bounce_transcript_read (transcript, p + indent,
                              (gsize)(last - p) - indent, indent);
      p = stop + (stop < end);
    }
  bounce_transcript_end (transcript);
  return transcript;
}

/* Whether EVIDENCE has some server's words. */
static gboolean
has_reply (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    if (bounce_evidence_text (evidence, i)->origin == BOUNCE_ORIGIN_REMOTE)
      return TRUE;
  return FALSE;
}

static void
tell (const BounceTranscript *transcript, BounceEvidence *evidence,
      gboolean alone)
{
  BounceStage stage = BOUNCE_STAGE_NONE;
  const char *reply;

  if ((alone || bounce_transcript_names (transcript, evidence->recipient))
      && bounce_transcript_fate (transcript, evidence->recipient, &stage,
                                 &reply)
             == BOUNCE_TRANSCRIPT_REFUSED
      && !has_reply (evidence))
    bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, reply);
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (evidence, i);

      if (said->origin == BOUNCE_ORIGIN_REMOTE
          && evidence->stage == BOUNCE_STAGE_NONE)
        evidence->stage = bounce_transcript_stage (transcript, said->text);
    }
}

void
bounce_human_readable_session (const char *text, gsize length,
                               const GPtrArray *recipients)
{
  const char *end = text + length;
  BounceTranscript *transcript;

  if (!has_command (text, end, "RCPT T") && !has_command (text, end, "MAIL F"))
    return;
  transcript = read_session (text, end);
  if (bounce_transcript_refuses (transcript))
    for (guint i = 0; i < recipients->len; i++)
      tell (transcript, g_ptr_array_index (recipients, i),
            recipients->len == 1);
  bounce_transcript_free (transcript);
}
