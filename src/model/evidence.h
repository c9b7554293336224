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
  BOUNCE_ORIGIN_REMOTE,   /* the refusing server: Diagnostic-Code, "said:" */
  BOUNCE_ORIGIN_REPORTER, /* the reporting MTA's own reason */
  BOUNCE_ORIGIN_PROSE,    /* the notification's text for people */
  BOUNCE_N_ORIGINS
} BounceOrigin;

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
  BounceOrigin origin;
  char *text;        /* owned, valid UTF-8, one logical line */
  const char *inner; /* where in it the innermost reply of a chain "host a said:
                        550 b (host c said: ...)" begins; else TEXT */
  gboolean searched; /* STAGE is what report/stage.h found in TEXT */
  BounceStage stage;
} BounceEvidenceText;

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
  GArray *texts; /* of BounceEvidenceText, in the order they were found */
} BounceEvidence;

BounceEvidence *bounce_evidence_new (void);
void bounce_evidence_free (BounceEvidence *evidence);

/* The Ith of its texts; the pointer holds until one is added. */
static inline BounceEvidenceText *
bounce_evidence_text (const BounceEvidence *evidence, guint i)
{
  return &g_array_index (evidence->texts, BounceEvidenceText, i);
}

/* Adds TEXT (copied; NULL and blank are ignored): folded lines joined,
   "550-first\n550 second" made one reply, white space squeezed. */
void bounce_evidence_add (BounceEvidence *evidence, BounceOrigin origin,
                          const char *text);

const char *bounce_stage_name (BounceStage stage);    /* "rcpt" */
const char *bounce_origin_name (BounceOrigin origin); /* "remote" */

#endif
