/* An SMTP session as notifications tell it, line by line: which command each
   reply answers (RFC 5321, 4.1.1; pipelined: RFC 2920), and so what became of
   whom.  The lines may begin with a mark of who speaks and with a date, in
   whatever words: "C:", ">>>", "08:04:01 -->", "Sent:", "Gesendet:". */
#ifndef BOUNCE_REPORT_TRANSCRIPT_H
#define BOUNCE_REPORT_TRANSCRIPT_H

#include <glib.h>

#include "model/evidence.h"

typedef struct BounceTranscript BounceTranscript;

/* What a session tells of an address. */
typedef enum
{
  BOUNCE_TRANSCRIPT_NOTHING,  /* it was not reached, or no answer is told */
  BOUNCE_TRANSCRIPT_ACCEPTED, /* and nothing behind it was refused */
  BOUNCE_TRANSCRIPT_REFUSED
} BounceTranscriptFate;

/* Never NULL; free with bounce_transcript_free, which ignores NULL. */
BounceTranscript *bounce_transcript_new (void);
void bounce_transcript_free (BounceTranscript *transcript);

/* Reads the next line, LENGTH bytes from START without the white space around
   them, which INDENT columns stood before.  TRUE if it is one of the session.
 */
gboolean bounce_transcript_read (BounceTranscript *transcript,
                                 const char *start, gsize length, guint indent);

/* No line follows. */
void bounce_transcript_end (BounceTranscript *transcript);

/* Whether two commands or more stand together: else each reply stands where it
   is told what it is about, and only the command is known. */
gboolean bounce_transcript_is_whole (const BounceTranscript *transcript);

/* The command that TEXT, on one line, begins with the reply to; NONE: to none.
 */
BounceStage bounce_transcript_stage (const BounceTranscript *transcript,
                                     const char *text);

/* Whether something was refused. */
gboolean bounce_transcript_refuses (const BounceTranscript *transcript);

/* Whether ADDRESS was named to the server. */
gboolean bounce_transcript_names (const BounceTranscript *transcript,
                                  const char *address);

/* What became of ADDRESS.  Where it was refused, *STAGE is the command and
   *REPLY the words, which are TRANSCRIPT's: those to the whole session, if it
   got no further than that. */
BounceTranscriptFate bounce_transcript_fate (const BounceTranscript *transcript,
                                             const char *address,
                                             BounceStage *stage,
                                             const char **reply);

/* Calls TELL for the address of each RCPT that is told. */
void bounce_transcript_foreach (const BounceTranscript *transcript,
                                void (*tell) (const char *address,
                                              gpointer user_data),
                                gpointer user_data);

#endif
