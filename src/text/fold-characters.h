/* Characters that differ without meaning become one: case, accents, typographic
   quotes and dashes. */
#ifndef BOUNCE_TEXT_FOLD_CHARACTERS_H
#define BOUNCE_TEXT_FOLD_CHARACTERS_H

#include <glib.h>

/* TRUE for white space of any script, control characters, and what takes no
   room. */
static inline gboolean
bounce_fold_is_blank (gunichar c)
{
  return c <= ' ' || c == 0x7f || c == 0xa0 || c == 0x3000 || c == 0xfeff
         || (c >= 0x2000 && c <= 0x200f);
}

/* Writes TEXT (LENGTH bytes; what is no UTF-8 becomes a space) folded into
   OUT, whose old content is dropped. */
void bounce_fold (GString *out, const char *text, gsize length);

/* TRUE if TEXT, valid UTF-8, starts with a character of a script that is
   written without spaces. */
gboolean bounce_fold_is_spaceless (const char *text);

/* TEXT (LENGTH -1: to its NUL) as a line that word lists are looked for in: in
   lower case, quotes and dashes plain, white space single and none at the
   ends; punctuation and accents stay, as a line holds addresses and names of
   hosts too.  The caller frees it. */
char *bounce_fold_line (const char *text, gssize length);

/* The same, appended to what OUT holds. */
void bounce_fold_line_append (GString *out, const char *text, gsize length);

#endif
