/* Evidence: what a notification says of one recipient, collected by dsn and
   legacy, judged by classify.  Collecting never judges, judging never reads
   mail. */
#ifndef BOUNCE_MODEL_EVIDENCE_H
#define BOUNCE_MODEL_EVIDENCE_H

#include <glib.h>

#include "model/record.h"
#include "model/status.h"

/* Who wrote a piece of text, the most trusted first. */
typedef enum
{
  BOUNCE_SPEAKER_REMOTE,   /* the refusing server: Diagnostic-Code, "said:" */
  BOUNCE_SPEAKER_REPORTER, /* the reporting MTA's own reason */
  BOUNCE_SPEAKER_PROSE,    /* the notification's text for people */
  BOUNCE_N_SPEAKERS
} BounceSpeaker;

/* The SMTP command that was refused, RFC 5321. */
typedef enum
{
  BOUNCE_STAGE_NONE,
  BOUNCE_STAGE_CONNECT,
  BOUNCE_STAGE_HELO,
  BOUNCE_STAGE_MAIL,
  BOUNCE_STAGE_RCPT,
  BOUNCE_STAGE_DATA,
  BOUNCE_N_STAGES
} BounceStage;

typedef struct
{
  BounceSpeaker speaker;
  char *text;        /* owned, valid UTF-8, one logical line */
  const char *inner; /* where in it the innermost reply of a chain "host a said:
                        550 b (host c said: ...)" begins; else TEXT */
  gboolean searched; /* STAGE is what report/stage.h found in TEXT */
  BounceStage stage;
} BounceWords;

/* One recipient's evidence; bounce_evidence_new/free.  The strings are owned;
   NULL where nothing was said. */
typedef struct
{
  char *recipient;
  char *original_recipient;
  BounceAction action;
  BounceStatus field_status; /* of Status:, or of a field of the system's own */
  BounceStatus status;       /* the most specific one: evidence_settle */
  guint reply_code;          /* the refusing server's, 0: none */
  BounceStage stage;         /* where it is known: see report/stage.h */
  char *diagnostic_type;
  char *diagnostic; /* the refusing side's text, unfolded and joined */
  char *remote_mta;
  gint64 date;           /* last attempt; G_MININT64: none */
  gboolean local_domain; /* the reporting host serves the address's domain */
  GArray *words;         /* of BounceWords, in the order they were found */
} BounceEvidence;

BounceEvidence *bounce_evidence_new (void);
void bounce_evidence_free (BounceEvidence *evidence);

/* Adds TEXT (copied; NULL and blank are ignored): folded lines joined,
   "550-first\n550 second" made one reply, white space squeezed. */
void bounce_evidence_add (BounceEvidence *evidence, BounceSpeaker speaker,
                          const char *text);

const char *bounce_stage_name (BounceStage stage);       /* "rcpt" */
const char *bounce_speaker_name (BounceSpeaker speaker); /* "remote" */

#endif
