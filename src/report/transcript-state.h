/* What is known of a session while it is read.  Private to transcript*.c. */
#ifndef BOUNCE_REPORT_TRANSCRIPT_STATE_H
#define BOUNCE_REPORT_TRANSCRIPT_STATE_H

#include "model/evidence.h"
#include "model/status.h"

typedef struct BounceTranscript BounceTranscript;

typedef struct
{
  BounceStage stage; /* NONE: of one like QUIT, whose reply says nothing */
  guint session;     /* the transaction: what began with the last MAIL */
  guint run;         /* of lines that stand together */
  char *address;     /* of a RCPT; or NULL */
  GString *after;    /* LMTP's reply of this RCPT behind the data; or NULL */
  gboolean told;     /* else the RCPT is known by its reply only */
  GString *reply;    /* NULL: none yet */
  gboolean refused;  /* and that stands, once all lines are read */
} BounceTranscriptCommand;

struct BounceTranscript
{
  GArray *commands;  /* of BounceTranscriptCommand */
  GHashTable *known; /* key of a RCPT's address: its number and one more */
  guint answered;    /* so many of them */
  guint session;
  guint run;
  guint other_lines; /* since the last one of the session */
  char *sender;      /* of the last MAIL, or NULL */
  gboolean lmtp;     /* each RCPT has a reply behind the data (RFC 2033) */
  gboolean open;     /* no other line stands behind the last one */
  gboolean marked;   /* the commands have a mark before them */
  GString *reply;    /* that comes: its lines so far */
  gboolean greeted;  /* it began before any command */
  guint indent;      /* of the last line */
  gsize length;      /* and its length; 0: another line stands behind it */
  gboolean unnamed;  /* it was a RCPT, whose address is still to come */
  gboolean replying; /* it was of a reply */
};

/* Of a reply so much is kept. */
#define BOUNCE_TRANSCRIPT_REPLY_MAX 2048

/* Puts a command of STAGE at I; TRANSCRIPT's.  NULL: there are too many. */
BounceTranscriptCommand *bounce_transcript_add (BounceTranscript *transcript,
                                                guint i, BounceStage stage);

/* The first address in START..END (NULL: to its NUL), which the caller frees;
   NULL: none. */
char *bounce_transcript_address (const char *start, const char *end);

/* With what code the last command that is known to be answered was; 0: the
   reply is not told, or there is none. */
guint bounce_transcript_last_code (const BounceTranscript *transcript);

/* The reply that was read line by line is whole: gives it to the command that
   it answers, and forgets it (transcript-answer.c). */
void bounce_transcript_answer (BounceTranscript *transcript);

/* Notes which refusals stand, and who was named (transcript-fate.c). */
void bounce_transcript_settle (BounceTranscript *transcript);

static inline BounceTranscriptCommand *
command_at (const BounceTranscript *transcript, guint i)
{
  return &g_array_index (transcript->commands, BounceTranscriptCommand, i);
}

static inline guint
code_of (const BounceTranscriptCommand *command)
{
  return command->reply != NULL ? bounce_reply_parse (command->reply->str) : 0;
}

#endif
