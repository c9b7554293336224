/* The words of a folded text, and what stood between them. */
#ifndef BOUNCE_TEXT_WORDS_H
#define BOUNCE_TEXT_WORDS_H

#include <glib.h>

/* What stands between a word and the one before it, besides a space; of
   several, the greatest.  From BRACKET on, a clause ends there. */
typedef enum
{
  BOUNCE_BARRIER_NONE,
  BOUNCE_BARRIER_COMMA,
  BOUNCE_BARRIER_NEWLINE,   /* a line break within a sentence */
  BOUNCE_BARRIER_BRACKET,   /* opened or closed; the clause goes on behind */
  BOUNCE_BARRIER_DASH,      /* " - " */
  BOUNCE_BARRIER_SEMICOLON, /* or a bar */
  BOUNCE_BARRIER_LABEL,     /* "reason:" */
  BOUNCE_BARRIER_SAID,      /* "host mx.example.org said:" */
  BOUNCE_BARRIER_SENTENCE,  /* a full stop and the like */
  BOUNCE_BARRIER_LINE,      /* a line break that ends a sentence */
  BOUNCE_BARRIER_PARAGRAPH  /* an empty line; the end of the text */
} BounceBarrier;

/* What was left out between a word and the one before it. */
typedef enum
{
  BOUNCE_TAKEN_ADDRESS = 1 << 0,
  BOUNCE_TAKEN_HOST = 1 << 1,
  BOUNCE_TAKEN_IP = 1 << 2,
  BOUNCE_TAKEN_URL = 1 << 3,
  BOUNCE_TAKEN_STATUS = 1 << 4,
  BOUNCE_TAKEN_REPLY = 1 << 5,
  BOUNCE_TAKEN_BLOCKLIST = 1 << 6 /* the host or URL is of a block list */
} BounceTaken;

/* A word, as it stands in the normalised text.  CLAUSE counts from 0; words of
   one clause need not be neighbours: "user (in reply to RCPT TO) unknown". */
typedef struct
{
  guint32 start, length;
  guint32 clause;
  guint8 barrier; /* BounceBarrier, before the word */
  guint8 taken;   /* of BounceTaken, before the word */
  guint8 joined;  /* to the word before: fold-contractions.h; else 0 */
} BounceWord;

#endif
