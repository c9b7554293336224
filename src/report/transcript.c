/* transcript: the lines of an SMTP session to what became of whom.  A line is
   known by what it holds, a command or a reply, not by the mark before that.
   Each reply belongs to the first command that still waits, unless it names
   somebody. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "model/status.h"
#include "report/transcript-line.h"
#include "report/transcript-state.h"
#include "report/transcript.h"
#include "text/address.h"

/* A session of more commands is not told. */
#define COMMANDS_MAX 400

/* Of a reply so much is kept. */
#define REPLY_MAX 2048

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

/* Puts a command at I, or at the end; NULL: there are too many. */
static BounceTranscriptCommand *
add_command (BounceTranscript *transcript, guint i, BounceStage stage)
{
  BounceTranscriptCommand command = { .stage = stage,
                                      .session = transcript->session,
                                      .run = transcript->run };

  if (transcript->commands->len >= COMMANDS_MAX)
    return NULL;
  g_array_insert_val (transcript->commands, i, command);
  return command_at (transcript, i);
}

static char *
address_in (const char *start, const char *end)
{
  BounceAddressSpan span;

  return bounce_address_find (start, end, &span)
             ? bounce_copy (span.start, (gsize)(span.end - span.start))
             : NULL;
}

/* Whether the last command but those that say nothing was answered, and with
   what; 0: not, or there is none. */
static guint
last_code (const BounceTranscript *transcript)
{
  return transcript->answered > 0
             ? code_of (command_at (transcript, transcript->answered - 1))
             : 0;
}

/* Whose a reply is that no command waits for. */
static void
answer_none (BounceTranscript *transcript)
{
  guint code = bounce_reply_parse (transcript->reply->str);
  guint n = transcript->answered;
  BounceTranscriptCommand *command;

  if (n == 0 || (code == 220 && last_code (transcript) != 220))
    {
      /* The greeting, maybe of the next server. */
      transcript->session += n > 0;
      command = add_command (transcript, n, BOUNCE_STAGE_CONNECT);
    }
  else if (last_code (transcript) == 354)
    command = add_command (transcript, n, BOUNCE_STAGE_DATA);
  else if (last_code (transcript) == code)
    {
      command = command_at (transcript, n - 1);
      if (command->reply->len < REPLY_MAX)
        g_string_append_printf (command->reply, " %s",
                                transcript->reply->str + 3);
      return;
    }
  else
    command = add_command (transcript, n, BOUNCE_STAGE_NONE);
  if (command == NULL)
    return;
  command->reply = g_string_new (transcript->reply->str);
  transcript->answered = n + 1;
}

/* If the reply names somebody for whom no command waits, it is one to his RCPT,
   which is not told: sendmail shows commands only where something went wrong.
 */
static gboolean
answer_named (BounceTranscript *transcript)
{
  const char *text = transcript->reply->str;
  g_autofree char *address = address_in (text, NULL);
  guint i = transcript->answered;
  BounceTranscriptCommand *command;

  if (address == NULL || bounce_reply_parse (text) < 400
      || bounce_address_equal (address, transcript->sender))
    return FALSE;
  command = command_at (transcript, i);
  if (command->stage != BOUNCE_STAGE_DATA)
    return FALSE;
  for (guint k = 0; k < i; k++)
    if (bounce_address_equal (command_at (transcript, k)->address, address))
      return FALSE;
  command = add_command (transcript, i, BOUNCE_STAGE_RCPT);
  if (command == NULL)
    return FALSE;
  command->address = g_steal_pointer (&address);
  command->reply = g_string_new (text);
  transcript->answered++;
  return TRUE;
}

/* LMTP: one of the replies behind the data, which come in the order of the RCPT
   that were accepted.  FALSE: it is none. */
static gboolean
answer_delivery (BounceTranscript *transcript)
{
  guint n = transcript->answered;

  if (n < transcript->commands->len
      && command_at (transcript, n)->stage == BOUNCE_STAGE_DATA)
    n++;
  if (!transcript->lmtp || n < transcript->commands->len || n == 0
      || command_at (transcript, n - 1)->stage != BOUNCE_STAGE_DATA)
    return FALSE;
  if (n > transcript->answered && last_code (transcript) != 354)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      BounceTranscriptCommand *command = command_at (transcript, i);

      if (command->stage != BOUNCE_STAGE_RCPT || command->after != NULL
          || command->session != transcript->session
          || code_of (command) >= 400)
        continue;
      command->after = g_string_new (transcript->reply->str);
      transcript->answered = n;
      return TRUE;
    }
  return FALSE;
}

static void
end_reply (BounceTranscript *transcript)
{
  if (transcript->reply->len == 0)
    return;
  /* The next server greets: what waited is not answered any more. */
  if (bounce_reply_parse (transcript->reply->str) == 220
      && transcript->answered < transcript->commands->len
      && command_at (transcript, transcript->answered)->stage
             != BOUNCE_STAGE_HELO
      && !transcript->greeted)
    transcript->answered = transcript->commands->len;
  gboolean delivery = answer_delivery (transcript);
  if (!delivery && transcript->answered >= transcript->commands->len)
    answer_none (transcript);
  else if (!delivery && transcript->greeted)
    {
      BounceTranscriptCommand *command = add_command (
          transcript, transcript->answered, BOUNCE_STAGE_CONNECT);

      if (command != NULL)
        {
          command->reply = g_string_new (transcript->reply->str);
          transcript->answered++;
        }
    }
  else if (!delivery && !answer_named (transcript))
    command_at (transcript, transcript->answered++)->reply
        = g_string_new (transcript->reply->str);
  g_string_truncate (transcript->reply, 0);
  transcript->greeted = FALSE;
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

  end_reply (transcript);
  if (stage == BOUNCE_STAGE_HELO)
    transcript->lmtp = g_ascii_toupper (*said) == 'L';
  pass_last_of_group (transcript);
  if (stage == BOUNCE_STAGE_HELO || stage == BOUNCE_STAGE_MAIL)
    begin_session (transcript, stage);
  command = add_command (transcript, transcript->commands->len, stage);
  if (command == NULL || stage != BOUNCE_STAGE_RCPT)
    {
      if (stage == BOUNCE_STAGE_MAIL)
        {
          g_free (transcript->sender);
          transcript->sender = address_in (said, end);
        }
      return;
    }
  command->told = TRUE;
  command->address = address_in (said, end);
  transcript->unnamed = command->address == NULL;
}

static void
append_reply (BounceTranscript *transcript, const char *said, const char *end)
{
  GString *reply = transcript->reply;

  if (reply->len > 0 && reply->len < REPLY_MAX)
    g_string_append_c (reply, '\n');
  if (reply->len < REPLY_MAX)
    g_string_append_len (reply, said, end - said);
}

static void
read_reply (BounceTranscript *transcript, const char *said, const char *end)
{
  GString *reply = transcript->reply;

  if (reply->len > 0
      && (strncmp (reply->str, said, 3) != 0
          || reply->str[reply->len > 3 ? 3 : 0] != '-'))
    end_reply (transcript);
  if (reply->len > 0)
    {
      /* The last line of several. */
      append_reply (transcript, said, end);
      if (end - said <= 3 || said[3] != '-')
        end_reply (transcript);
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
      command->address = address_in (start, end);
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
  end_reply (transcript);
  if (last_code (transcript) == 354
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
  end_reply (transcript);
  bounce_transcript_settle (transcript);
}
