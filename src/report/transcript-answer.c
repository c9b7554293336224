/* transcript-answer: whose command a reply of a session answers: that of the
   first one that still waits, unless the reply names somebody, greets, or is
   one of LMTP's behind the data (RFC 2033, 4.2). */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "report/transcript-state.h"
#include "text/address.h"

/* A session of more commands is not told. */
#define COMMANDS_MAX 400

BounceTranscriptCommand *
bounce_transcript_add (BounceTranscript *transcript, guint i, BounceStage stage)
{
  BounceTranscriptCommand command = { .stage = stage,
                                      .session = transcript->session,
                                      .run = transcript->run };

  if (transcript->commands->len >= COMMANDS_MAX)
    return NULL;
  g_array_insert_val (transcript->commands, i, command);
  return command_at (transcript, i);
}

char *
bounce_transcript_address (const char *start, const char *end)
{
  BounceAddressSpan span;

  return bounce_address_find (start, end, &span)
             ? bounce_address_span_copy (&span)
             : NULL;
}

guint
bounce_transcript_last_code (const BounceTranscript *transcript)
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

  if (n == 0
      || (code == 220 && bounce_transcript_last_code (transcript) != 220))
    {
      /* The greeting, maybe of the next server. */
      transcript->session += n > 0;
      command = bounce_transcript_add (transcript, n, BOUNCE_STAGE_CONNECT);
    }
  else if (bounce_transcript_last_code (transcript) == 354)
    command = bounce_transcript_add (transcript, n, BOUNCE_STAGE_DATA);
  else if (bounce_transcript_last_code (transcript) == code)
    {
      command = command_at (transcript, n - 1);
      if (command->reply->len < BOUNCE_TRANSCRIPT_REPLY_MAX)
        g_string_append_printf (command->reply, " %s",
                                transcript->reply->str + 3);
      return;
    }
  else
    command = bounce_transcript_add (transcript, n, BOUNCE_STAGE_NONE);
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
  g_autofree char *address = bounce_transcript_address (text, NULL);
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
  command = bounce_transcript_add (transcript, i, BOUNCE_STAGE_RCPT);
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
  if (n > transcript->answered
      && bounce_transcript_last_code (transcript) != 354)
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

void
bounce_transcript_answer (BounceTranscript *transcript)
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
      BounceTranscriptCommand *command = bounce_transcript_add (
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
