/* transcript: reads the lines of an SMTP session.  A line is known by what it
   holds, a command or a reply, not by the mark before that; lines of something
   else end what stands together. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "model/status.h"
#include "report/transcript-line.h"
#include "report/transcript-state.h"
#include "report/transcript.h"

/* Of what is sent as the message, so many lines are told. */
#define DATA_LINES_MAX 5

/* What is wrapped is at least so long. */
#define WRAPPED_MIN 60

BounceTranscript *
bounce_transcript_new (void)
{
  BounceTranscript *transcript = BOUNCE_NEW0 (BounceTranscript);

  transcript->commands
      = g_array_new (FALSE, FALSE, sizeof (BounceTranscriptCommand));
  transcript->known
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  transcript->reply = g_string_new (NULL);
  return transcript;
}

void
bounce_transcript_free (BounceTranscript *transcript)
{
  if (transcript == NULL)
    return;
  for (guint i = 0; i < transcript->commands->len; i++)
    {
      BounceTranscriptCommand *command = command_at (transcript, i);

      g_free (command->address);
      if (command->reply != NULL)
        g_string_free (command->reply, TRUE);
      if (command->after != NULL)
        g_string_free (command->after, TRUE);
    }
  g_hash_table_unref (transcript->known);
  g_array_free (transcript->commands, TRUE);
  g_string_free (transcript->reply, TRUE);
  g_free (transcript->sender);
  g_free (transcript);
}

/* What begins a session or a transaction in it: whatever waited is not told. */
static void
begin_session (BounceTranscript *transcript, BounceStage stage)
{
  guint n = transcript->commands->len;

  if (stage == BOUNCE_STAGE_HELO)
    transcript->answered = n;
  for (guint i = n; i-- > 0;)
    {
      const BounceTranscriptCommand *command = command_at (transcript, i);

      if (command->session != transcript->session)
        return;
      /* A second MAIL, or a HELO behind one. */
      if (command->stage >= BOUNCE_STAGE_MAIL)
        {
          transcript->session++;
          return;
        }
    }
}

/* Another command follows: what ends a group of commands (RFC 2920, 3.1) was
   answered, though nobody tells with what. */
static void
pass_last_of_group (BounceTranscript *transcript)
{
  while (transcript->answered < transcript->commands->len)
    {
      BounceStage stage = command_at (transcript, transcript->answered)->stage;

      if (stage != BOUNCE_STAGE_HELO && stage != BOUNCE_STAGE_NONE)
        return;
      transcript->answered++;
    }
}

static void
read_command (BounceTranscript *transcript, const char *said, const char *end,
              BounceStage stage)
{
  BounceTranscriptCommand *command;

  bounce_transcript_answer (transcript);
  if (stage == BOUNCE_STAGE_HELO)
    transcript->lmtp = g_ascii_toupper (*said) == 'L';
  pass_last_of_group (transcript);
  if (stage == BOUNCE_STAGE_HELO || stage == BOUNCE_STAGE_MAIL)
    begin_session (transcript, stage);
  command
      = bounce_transcript_add (transcript, transcript->commands->len, stage);
  if (command == NULL || stage != BOUNCE_STAGE_RCPT)
    {
      if (stage == BOUNCE_STAGE_MAIL)
        {
          g_free (transcript->sender);
          transcript->sender = bounce_transcript_address (said, end);
        }
      return;
    }
  command->told = TRUE;
  command->address = bounce_transcript_address (said, end);
  transcript->unnamed = command->address == NULL;
}

static void
append_reply (BounceTranscript *transcript, const char *said, const char *end)
{
  GString *reply = transcript->reply;

  if (reply->len > 0 && reply->len < BOUNCE_TRANSCRIPT_REPLY_MAX)
    g_string_append_c (reply, '\n');
  if (reply->len < BOUNCE_TRANSCRIPT_REPLY_MAX)
    g_string_append_len (reply, said, end - said);
}

static void
read_reply (BounceTranscript *transcript, const char *said, const char *end)
{
  GString *reply = transcript->reply;

  if (reply->len > 0
      && (strncmp (reply->str, said, 3) != 0
          || reply->str[reply->len > 3 ? 3 : 0] != '-'))
    bounce_transcript_answer (transcript);
  if (reply->len > 0)
    {
      /* The last line of several. */
      append_reply (transcript, said, end);
      if (end - said <= 3 || said[3] != '-')
        bounce_transcript_answer (transcript);
      return;
    }
  transcript->greeted = transcript->commands->len == 0;
  append_reply (transcript, said, end);
}

/* What was wrapped: the rest of a reply, or of a RCPT. */
static gboolean
read_rest (BounceTranscript *transcript, const char *start, const char *end,
           guint indent)
{
  guint n = transcript->commands->len;

  if (transcript->length == 0)
    return FALSE;
  if (transcript->unnamed)
    {
      BounceTranscriptCommand *command = command_at (transcript, n - 1);

      transcript->unnamed = FALSE;
      command->address = bounce_transcript_address (start, end);
      return command->address != NULL;
    }
  if (bounce_reply_parse (start) != 0 || !transcript->replying
      || transcript->reply->len == 0
      || (indent <= transcript->indent
          && !(transcript->length >= WRAPPED_MIN && g_ascii_islower (*start))))
    return FALSE;
  append_reply (transcript, start, end);
  return TRUE;
}

/* Whether LINE is none of the session: sendmail's own verdict has no mark, and
 * "Reason: 550" above it is no greeting. */
static gboolean
is_apart (const BounceTranscript *transcript, const BounceTranscriptLine *line)
{
  if (line->command)
    return FALSE;
  if (transcript->open)
    return transcript->marked && !line->marked;
  return bounce_reply_parse (line->said) != 220
         && (line->worded || !line->marked);
}

/* A line of something else ends what stands together, unless it is a message
   that the server waits for. */
static void
end_run (BounceTranscript *transcript)
{
  if (transcript->commands->len == 0 && !transcript->greeted)
    return;
  bounce_transcript_answer (transcript);
  if (bounce_transcript_last_code (transcript) == 354
      && ++transcript->other_lines <= DATA_LINES_MAX)
    return;
  transcript->answered = transcript->commands->len;
  transcript->run++;
  transcript->open = FALSE;
}

gboolean
bounce_transcript_read (BounceTranscript *transcript, const char *start,
                        gsize length, guint indent)
{
  const char *end = start + length;
  BounceTranscriptLine line;

  if (length == 0)
    {
      transcript->length = 0;
      return FALSE;
    }
  if (!bounce_transcript_line (start, end, &line)
      || is_apart (transcript, &line))
    {
      gboolean rest = read_rest (transcript, start, end, indent);

      transcript->length = rest ? length : 0;
      if (!rest)
        end_run (transcript);
      return rest;
    }
  transcript->unnamed = FALSE;
  transcript->open = TRUE;
  transcript->other_lines = 0;
  transcript->marked = transcript->marked || line.marked;
  if (line.command)
    read_command (transcript, line.said, end, line.stage);
  else
    read_reply (transcript, line.said, end);
  transcript->replying = !line.command;
  transcript->indent = indent;
  transcript->length = length;
  return TRUE;
}

void
bounce_transcript_end (BounceTranscript *transcript)
{
  bounce_transcript_answer (transcript);
  bounce_transcript_settle (transcript);
}
