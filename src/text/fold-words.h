/* The words of a rule in the form in which they are compared with those of a
   text (fold.h).  Only punctuation is dropped: unlike those of a text, the
   numbers and host names of a rule are meant. */
#ifndef BOUNCE_TEXT_FOLD_WORDS_H
#define BOUNCE_TEXT_FOLD_WORDS_H

#include <glib.h>

/* Writes the words of TEXT (LENGTH bytes; what is no UTF-8 counts as a space)
   into OUT, whose old content is dropped, as " word word ".  FOLDED is scratch
   memory.  Returns the number of words. */
guint bounce_fold_words (GString *out, GString *folded, const char *text,
                         gsize length);

/* Writes WORD, a run of letters, digits and apostrophes, to TO: in lower case
   and without apostrophes.  Returns the end of what was written. */
char *bounce_fold_word (char *to, const char *word, gsize length);

/* TRUE if the LENGTH bytes at WORD look like a reply code: three digits, the
   first 2, 4 or 5. */
gboolean bounce_fold_is_reply (const char *word, gsize length);

#endif
