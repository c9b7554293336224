/* Evidence: what a notification says of one recipient.  report/ collects it,
   rules/ judges it: collecting never judges, and judging never reads mail. */
#ifndef BOUNCE_MODEL_EVIDENCE_H
#define BOUNCE_MODEL_EVIDENCE_H

#include <glib.h>

#include "model/record.h"
#include "model/status.h"

/* Who wrote a piece of text, the most trusted first; bouncecat-rules(5) calls
   them so in its condition "by=". */
typedef enum
{
  BOUNCE_ORIGIN_REMOTE,   /* the refusing server: Diagnostic-Code, "said:" */
  BOUNCE_ORIGIN_REPORTER, /* the reporting MTA's own reason */
  BOUNCE_ORIGIN_PROSE,    /* the notification's text for people */
  BOUNCE_N_ORIGINS
} BounceOrigin;

/* The SMTP command that was refused (RFC 5321, 4.1.1); CONNECT is the greeting,
   HELO also EHLO, DATA also the end of data. */
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
  const char *text;  /* one line of UTF-8 without double spaces */
  char *owned;       /* the same; NULL: it stands in another text */
  const char *inner; /* where in TEXT the innermost reply of a chain "host a
                        said: 550 b (host c said: ...)" begins; else TEXT */
  gboolean searched; /* report/stage.h has looked for the stage in TEXT */
  BounceStage stage; /* what it found */
} BounceEvidenceText;

/* One recipient's evidence.  The strings are owned (g_malloc), in UTF-8; NULL
   where nothing was said. */
typedef struct
{
  char *recipient;
  char *original_recipient;
  BounceAction action;
  BounceStatus field_status; /* of Status:, or of a field of the system's own */
  BounceStatus status;       /* the most specific: bounce_evidence_settle */
  guint reply_code;          /* the refusing server's, 0: none */
  BounceStage stage;         /* NONE until report/stage.h has looked for it */
  char *diagnostic_type;
  const char *diagnostic; /* the refusing side's text, unfolded and joined:
                             bounce_evidence_set_diagnostic */
  char *own_diagnostic;   /* the same, if it is none of TEXTS */
  char *remote_mta;
  gint64 date; /* last attempt, seconds since 1970; G_MININT64: none */
  gboolean local_domain; /* the reporting host serves the address's domain */
  GArray *texts; /* of BounceEvidenceText, in the order they were found */
} BounceEvidence;

/* Empty evidence: action NONE, no date, no text.  End it with
   bounce_evidence_free, which ignores NULL. */
BounceEvidence *bounce_evidence_new (void);
void bounce_evidence_free (BounceEvidence *evidence);

/* The text numbered I, from 0, which must be there.  The pointer holds until a
   text is added. */
static inline BounceEvidenceText *
bounce_evidence_text (const BounceEvidence *evidence, guint i)
{
  return &g_array_index (evidence->texts, BounceEvidenceText, i);
}

/* Adds a copy of TEXT, valid UTF-8, on one line: white space becomes single
   spaces, and "550-first\n550 second" one reply (RFC 5321, 4.2.1).  Where a
   server quotes another's reply ("host x said: 550 no"), the reply is added a
   second time, as the remote server's words.  NULL, blank text and what was
   said before are ignored; so is what exceeds 64 KB a text or 32 texts. */
void bounce_evidence_add (BounceEvidence *evidence, BounceOrigin origin,
                          const char *text);

/* Makes TEXT the diagnostic: of one of EVIDENCE's texts there is no copy, as a
   mail may have ten thousand of a kilobyte each.  Any other is copied. */
void bounce_evidence_set_diagnostic (BounceEvidence *evidence,
                                     const char *text);

/* The static names of bouncecat-rules(5): "rcpt", "remote".  NULL for
   BOUNCE_STAGE_NONE. */
const char *bounce_stage_name (BounceStage stage);
const char *bounce_origin_name (BounceOrigin origin);

/* TRUE if the reply code or the status of EVIDENCE says that the failure is
   transient (RFC 5321, 4.2.1; RFC 3463, 3.1): then words that were only put
   together make no address hard. */
gboolean bounce_evidence_is_for_now (const BounceEvidence *evidence);

#endif
