/* A system that sends notifications of its own: how it is recognised, where its
   recipients and reasons stand.  And how an address stands on a line. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_SYSTEM_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_SYSTEM_H

#include <glib.h>

#include "model/evidence.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "text/lists.h"

/* Where the recipients of a system's notifications stand; a set. */
typedef enum
{
  LEGACY_COLON = 1 << 0,   /* "<a@b>:" or "a@b: reason" begins a line */
  LEGACY_ALONE = 1 << 1,   /* a line, or a list on a line, of addresses */
  LEGACY_FIRST = 1 << 2,   /* "a@b reason", "<a@b> (reason)" */
  LEGACY_CODED = 1 << 3,   /* as LEGACY_FIRST, if the reason has a code */
  LEGACY_LABEL = 1 << 4,   /* behind one of the row's labels */
  LEGACY_LAST = 1 << 5,    /* "reason: a@b" is the whole line */
  LEGACY_LOCAL = 1 << 6,   /* a word alone on its line is a local mailbox */
  LEGACY_NAMED = 1 << 7,   /* "Name on DATE": the reason holds the address */
  LEGACY_SUBJECT = 1 << 8, /* in the subject */
  LEGACY_HEADER = 1 << 9,  /* only what X-Failed-Recipients names counts */
  LEGACY_SELF = 1 << 10    /* the list that refuses is known by its From */
} LegacyPlacement;

/* How a reason stands to its recipient. */
typedef enum
{
  LEGACY_REASON_BEHIND, /* up to an empty line */
  LEGACY_REASON_GAP,    /* and on behind empty lines */
  LEGACY_REASON_BEFORE, /* before the recipient */
  LEGACY_REASON_PEOPLE  /* behind it; without a reply it is for people */
} LegacyReason;

/* Which senders' mail may be the system's. */
typedef enum
{
  LEGACY_TRUST_DAEMON, /* a sender that looks like a daemon */
  LEGACY_TRUST_ANYONE  /* anyone: what is written is proof enough */
} LegacyTrust;

/* A system's way to say it.  The phrases stand in rules/data/lists/systems.tsv.
   All columns for recognition that are given must fit. */
typedef struct
{
  const char *format; /* the reader's name */
  BounceList from;    /* in From: */
  BounceList subject; /* in Subject: */
  BounceList body;    /* in the beginning of the text */
  BounceList proof;   /* words of its own: it outbids those who copied it */
  BounceList begin;   /* the recipients stand behind this; or NONE */
  BounceList labels;  /* what stands before an address; LEGACY_LABEL */
  guint placement;    /* of LegacyPlacement */
  LegacyReason reason;
  LegacyTrust trust;
  /* What its notification comes to, in whatever language; or NULL. */
  const char *implied_reason;
  /* A form that needs its own reading; NULL: legacy_scan. */
  void (*read) (const LegacyView *view, BounceLegacy *legacy);
} LegacySystem;

/* How an address stands on a line.  All is borrowed from the line. */
typedef struct
{
  const char *start; /* the address */
  const char *end;
  const char *rest; /* what the line goes on with, to LINE's end */
  LegacyPlacement form;
  gboolean list;       /* all of REST are addresses */
  BounceAction action; /* what a word beside it says; NONE: no such word */
} LegacyHit;

#endif
