/* Text becomes words that can be compared with those of the rules
   (fold-words.h): folded, without punctuation, addresses, host names and codes.
   The form is " word word word ": one space before, between and behind. */
#ifndef BOUNCE_TEXT_FOLD_H
#define BOUNCE_TEXT_FOLD_H

#include <glib.h>

#include "text/words.h"

/* Writes the words of TEXT (LENGTH bytes; what is no UTF-8 counts as a space)
   into OUT, whose old content is dropped: addresses, hosts and codes vanish.
   FOLDED is scratch memory.  Returns the number of words.  Every character of a
   script that is written without spaces is a word of its own. */
guint bounce_normalise (GString *out, GString *folded, const char *text,
                        gsize length);

/* As bounce_normalise, and fills WORDS (of BounceWord, whose old
   content is dropped) with a mark for each word and one behind the last, of
   length 0, that tells what the text ends with. */
guint bounce_normalise_marked (GString *out, GString *folded, GArray *words,
                               const char *text, gsize length);

/* Appends the LENGTH bytes of WORDS, as bounce_normalise makes them, to OUT as
   people write them: no space between characters of a script without spaces. */
void bounce_normalise_show (GString *out, const char *words, gsize length);

/* Appends the words FIRST to LAST of TEXT, whose marks WORDS are, to OUT as
   bounce_normalise_show does; what was contracted is again, whole. */
void bounce_normalise_show_words (GString *out, const char *text,
                                  const BounceWord *words, guint first,
                                  guint last);

#endif
