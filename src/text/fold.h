/* Text and the rules' wordings become words that can be compared: folded,
   without punctuation, addresses, host names and codes.  The form is
   " word word word ": one space before, between and behind. */
#ifndef BOUNCE_TEXT_FOLD_H
#define BOUNCE_TEXT_FOLD_H

#include <glib.h>

#include "text/fold-characters.h"
#include "text/words.h"

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

/* As bounce_normalise in mode TEXT, and fills WORDS (of BounceWord, whose old
   content is dropped) with a mark for each word and one behind the last, of
   length 0, that tells what the text ends with. */
guint bounce_normalise_marked (GString *out, GString *folded, GArray *words,
                               const char *text, gsize length);

/* Appends LENGTH bytes of normalised WORDS to OUT as people write them: no
   space between characters of a script without spaces. */
void bounce_normalise_show (GString *out, const char *words, gsize length);

/* TRUE for a word that stands for a reply code, [245]dd. */
gboolean bounce_normalise_is_reply (const char *word, gsize length);

#endif
