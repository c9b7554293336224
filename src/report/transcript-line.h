/* One line of an SMTP session.  Private to report/. */
#ifndef BOUNCE_REPORT_TRANSCRIPT_LINE_H
#define BOUNCE_REPORT_TRANSCRIPT_LINE_H

#include <glib.h>

#include "model/evidence.h"

typedef struct
{
  const char *said;  /* behind marks and dates: the command, or the reply */
  gboolean command;  /* else it is a reply, whose code begins SAID */
  gboolean marked;   /* a mark or a date stands before it */
  gboolean worded;   /* the mark before a reply has words: "Reason: 550" */
  BounceStage stage; /* of the command; NONE if its reply says nothing */
} BounceTranscriptLine;

/* Whether the bytes from START to END, without white space around them, are a
   command or a reply, and nothing but a mark and a date before it. */
gboolean bounce_transcript_line (const char *start, const char *end,
                                 BounceTranscriptLine *line);

#endif
