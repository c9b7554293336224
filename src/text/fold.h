/* Text and the rules' wordings become words that can be compared: folded,
   without punctuation, addresses, host names and codes.  The form is
   " word word word ": one space before, between and behind. */
#ifndef BOUNCE_TEXT_FOLD_H
#define BOUNCE_TEXT_FOLD_H

#include <glib.h>

typedef enum
{
  BOUNCE_NORMALISE_TEXT, /* a server's text: addresses, hosts, codes vanish */
  BOUNCE_NORMALISE_WORDS /* a rule's words: nothing but punctuation vanishes */
} BounceNormaliseMode;

/* Writes the words of TEXT (LENGTH bytes; what is no UTF-8 counts as a space)
   into OUT, whose old content is dropped.  FOLDED is scratch memory.  Returns
   the number of words.  Every character of a script that is written without
   spaces is a word of its own. */
guint bounce_normalise (GString *out, GString *folded, const char *text,
                        gsize length, BounceNormaliseMode mode);

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
} BounceWord;

/* As bounce_normalise in mode TEXT, and fills WORDS (of BounceWord, whose old
   content is dropped) with a mark for each word and one behind the last, of
   length 0, that tells what the text ends with. */
guint bounce_normalise_marked (GString *out, GString *folded, GArray *words,
                               const char *text, gsize length);

/* TEXT (LENGTH -1: to its NUL) as a line that word lists are looked for in: in
   lower case, quotes and dashes plain, white space single and none at the
   ends; punctuation and accents stay, as a line holds addresses and names of
   hosts too.  The caller frees it. */
char *bounce_fold_line (const char *text, gssize length);

/* Appends LENGTH bytes of normalised WORDS to OUT as people write them: no
   space between characters of a script without spaces. */
void bounce_normalise_show (GString *out, const char *words, gsize length);

/* TRUE for a word that stands for a reply code, [245]dd. */
gboolean bounce_normalise_is_reply (const char *word, gsize length);

#endif
