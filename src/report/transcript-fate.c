/* transcript-fate: what became of whom in a session that was read: which
   refusals stand, and whom they are about. */
#include "config.h"

#include <string.h>

#include "report/transcript-state.h"
#include "report/transcript.h"
#include "text/address-key.h"

/* Whether the refusal of COMMAND, the one at I, did not end its session: a
   HELO may follow a refused EHLO. */
static gboolean
is_recovered (const BounceTranscript *transcript, guint i)
{
  const BounceTranscriptCommand *command = command_at (transcript, i);

  for (guint k = i + 1; k < transcript->commands->len; k++)
    {
      const BounceTranscriptCommand *later = command_at (transcript, k);

      if (later->session == command->session
          && later->stage > BOUNCE_STAGE_CONNECT && code_of (later) >= 200
          && code_of (later) < 400)
        return TRUE;
    }
  return FALSE;
}

/* Whether the session of COMMAND, which was refused, had been refused before:
   "503 need RCPT" tells of that only. */
static gboolean
follows_refusal (const BounceTranscript *transcript, guint i)
{
  const BounceTranscriptCommand *command = command_at (transcript, i);
  gboolean refused = FALSE;

  for (guint k = 0; k < i; k++)
    {
      const BounceTranscriptCommand *former = command_at (transcript, k);

      if (former->session != command->session
          || former->stage == BOUNCE_STAGE_NONE)
        continue;
      if (former->stage == BOUNCE_STAGE_RCPT && code_of (former) < 400)
        return FALSE;
      refused = refused
                || (code_of (former) >= 400 && !is_recovered (transcript, k));
    }
  return refused;
}

/* Whether COMMAND, the one at I, was refused and that stands. */
static gboolean
is_refused (const BounceTranscript *transcript, guint i)
{
  const BounceTranscriptCommand *command = command_at (transcript, i);

  if (command->after != NULL)
    return bounce_reply_parse (command->after->str) >= 400;
  if (command->stage == BOUNCE_STAGE_NONE || code_of (command) < 400)
    return FALSE;
  if (command->stage == BOUNCE_STAGE_RCPT)
    return code_of (command) != 503 || !follows_refusal (transcript, i);
  if (command->stage == BOUNCE_STAGE_DATA)
    return !follows_refusal (transcript, i);
  return !is_recovered (transcript, i);
}

/* One reply to MAIL and RCPT, told alone, answers what was sent last: whoever
   shortens a session leaves out what went well. */
static void
move_only_reply (BounceTranscript *transcript)
{
  for (guint i = 0; i + 1 < transcript->commands->len; i++)
    {
      BounceTranscriptCommand *mail = command_at (transcript, i);
      BounceTranscriptCommand *rcpt = command_at (transcript, i + 1);

      if (mail->stage != BOUNCE_STAGE_MAIL || code_of (mail) < 400
          || rcpt->stage != BOUNCE_STAGE_RCPT || rcpt->reply != NULL
          || rcpt->run != mail->run
          || (i + 2 < transcript->commands->len
              && command_at (transcript, i + 2)->stage == BOUNCE_STAGE_RCPT))
        continue;
      rcpt->reply = g_steal_pointer (&mail->reply);
    }
}

void
bounce_transcript_settle (BounceTranscript *transcript)
{
  move_only_reply (transcript);
  for (guint i = 0; i < transcript->commands->len; i++)
    {
      BounceTranscriptCommand *command = command_at (transcript, i);
      char *key = bounce_address_key (command->address);

      command->refused = is_refused (transcript, i);
      /* Several servers may have been tried: the last one counts. */
      if (key != NULL)
        g_hash_table_replace (transcript->known, key, GUINT_TO_POINTER (i + 1));
    }
}

gboolean
bounce_transcript_refuses (const BounceTranscript *transcript)
{
  gboolean refuses = FALSE;
  gboolean commands = FALSE;

  for (guint i = 0; i < transcript->commands->len; i++)
    {
      const BounceTranscriptCommand *command = command_at (transcript, i);

      commands = commands || command->stage != BOUNCE_STAGE_CONNECT;
      refuses = refuses || command->refused;
    }
  return refuses && commands;
}

/* The number of the RCPT that named ADDRESS last, and one more; 0: none did. */
static guint
find_rcpt (const BounceTranscript *transcript, const char *address)
{
  g_autofree char *key = bounce_address_key (address);

  return key != NULL
             ? GPOINTER_TO_UINT (g_hash_table_lookup (transcript->known, key))
             : 0;
}

gboolean
bounce_transcript_names (const BounceTranscript *transcript,
                         const char *address)
{
  return find_rcpt (transcript, address) > 0;
}

/* What was refused besides RCPT in the session of RCPT, or NULL. */
static const BounceTranscriptCommand *
find_common (const BounceTranscript *transcript,
             const BounceTranscriptCommand *rcpt)
{
  for (guint i = 0; i < transcript->commands->len; i++)
    {
      const BounceTranscriptCommand *command = command_at (transcript, i);

      if (command->session == rcpt->session && command->refused
          && command->stage != BOUNCE_STAGE_RCPT)
        return command;
    }
  return NULL;
}

/* What ended the last session before anybody was named, or NULL. */
static const BounceTranscriptCommand *
find_end (const BounceTranscript *transcript)
{
  for (guint i = transcript->commands->len; i-- > 0;)
    {
      const BounceTranscriptCommand *command = command_at (transcript, i);

      if (command->stage == BOUNCE_STAGE_RCPT)
        return NULL;
      if (command->refused && command->stage != BOUNCE_STAGE_DATA)
        return command;
    }
  return NULL;
}

BounceTranscriptFate
bounce_transcript_fate (const BounceTranscript *transcript, const char *address,
                        BounceStage *stage, const char **reply)
{
  guint i = find_rcpt (transcript, address);
  const BounceTranscriptCommand *rcpt
      = i > 0 ? command_at (transcript, i - 1) : NULL;
  const BounceTranscriptCommand *refusal = rcpt == NULL ? find_end (transcript)
                                           : rcpt->refused
                                               ? rcpt
                                               : find_common (transcript, rcpt);

  if (refusal != NULL)
    {
      *stage = refusal->after != NULL ? BOUNCE_STAGE_DATA : refusal->stage;
      *reply
          = refusal->after != NULL ? refusal->after->str : refusal->reply->str;
      return BOUNCE_TRANSCRIPT_REFUSED;
    }
  return rcpt != NULL && code_of (rcpt) >= 200 && code_of (rcpt) < 400
             ? BOUNCE_TRANSCRIPT_ACCEPTED
             : BOUNCE_TRANSCRIPT_NOTHING;
}

gboolean
bounce_transcript_is_whole (const BounceTranscript *transcript)
{
  for (guint i = 1; i < transcript->commands->len; i++)
    if (command_at (transcript, i)->run == command_at (transcript, i - 1)->run
        && command_at (transcript, i)->stage != BOUNCE_STAGE_NONE)
      return TRUE;
  return FALSE;
}

/* Whether TEXT begins with the first line of REPLY. */
static gboolean
begins_with_line (const char *text, const char *reply)
{
  gsize n = strcspn (reply, "\n");

  return strncmp (text, reply, 3) == 0
         && (n <= 4
             || (text[3] == ' ' && strncmp (text + 4, reply + 4, n - 4) == 0));
}

BounceStage
bounce_transcript_stage (const BounceTranscript *transcript, const char *text)
{
  for (guint i = 0; i < transcript->commands->len; i++)
    {
      const BounceTranscriptCommand *command = command_at (transcript, i);

      if (code_of (command) >= 400
          && begins_with_line (text, command->reply->str))
        return command->stage;
    }
  return BOUNCE_STAGE_NONE;
}

void
bounce_transcript_foreach (const BounceTranscript *transcript,
                           void (*tell) (const char *address,
                                         gpointer user_data),
                           gpointer user_data)
{
  for (guint i = 0; i < transcript->commands->len; i++)
    if (command_at (transcript, i)->told
        && command_at (transcript, i)->address != NULL)
      tell (command_at (transcript, i)->address, user_data);
}
