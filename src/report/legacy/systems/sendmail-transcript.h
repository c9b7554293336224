/* The transcript of a session in sendmail's notifications. */
#ifndef BOUNCE_REPORT_LEGACY_SYSTEMS_SENDMAIL_TRANSCRIPT_H
#define BOUNCE_REPORT_LEGACY_SYSTEMS_SENDMAIL_TRANSCRIPT_H

#include <glib.h>

#include "model/evidence.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"

typedef struct
{
  BounceLegacy *legacy; /* borrowed: gets what is said of its recipients */
  BounceEvidence *last; /* whom a line was about last; borrowed, or NULL */
  GString *all;         /* all lines, as far as they are kept */
  GString *replies;     /* to the command */
  GString *pending;     /* lines that the next verdict sums up */
  char *pending_host;   /* whose they are, or NULL */
  char *command;        /* "RCPT To:<a@b>", or NULL */
  char *host;           /* which server is talked to, or NULL */
} LegacyTranscript;

/* Sets TRANSCRIPT up for LEGACY; legacy_transcript_clear frees what it owns. */
void legacy_transcript_init (LegacyTranscript *transcript,
                             BounceLegacy *legacy);
void legacy_transcript_clear (LegacyTranscript *transcript);

/* Reads the next LINE. */
void legacy_transcript_line (LegacyTranscript *transcript,
                             const LegacyLine *line);

#endif
