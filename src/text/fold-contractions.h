/* English verbs that ran together with "not", and French and Italian particles
   with what follows them: both compare equal to their two words, so a rule
   needs one form.  Private to fold*.c. */
#ifndef BOUNCE_TEXT_FOLD_CONTRACTIONS_H
#define BOUNCE_TEXT_FOLD_CONTRACTIONS_H

#include <glib.h>

/* The second word of all of them. */
#define BOUNCE_CONTRACTED_WORD "not"

/* How many bytes two words take beyond those of the contraction, and the space
   that any word takes: "won't" is "will not". */
#define BOUNCE_CONTRACTED_MORE 4

/* The number, from 1, of the contraction that WORD is, LENGTH bytes in lower
   case without its apostrophe; 0: it is none. */
guint bounce_fold_find_contraction (const char *word, gsize length);

/* No contraction is shorter or longer. */
#define BOUNCE_CONTRACTED_MIN 4
#define BOUNCE_CONTRACTED_MAX 8

/* As bounce_fold_find_contraction; few words get as far as that. */
static inline guint
bounce_fold_contraction (const char *word, gsize length)
{
  return length >= BOUNCE_CONTRACTED_MIN && length <= BOUNCE_CONTRACTED_MAX
                 && word[length - 1] == 't'
                 && (word[length - 2] == 'n' || word[length - 2] == 'o')
             ? bounce_fold_find_contraction (word, length)
             : 0;
}

/* The first word of contraction NUMBER, and how people write both together:
   "does" and "doesnt".  Static. */
const char *bounce_fold_contracted_verb (guint number);
const char *bounce_fold_contracted_form (guint number);

/* What BounceWord.joined is for a word behind a particle; no contraction has
   that number. */
#define BOUNCE_ELISION G_MAXUINT8

/* How many of the LENGTH bytes of RUN are a particle whose apostrophe and more
   stand behind it ("l'adresse", "dell'utente"); 0: there is none. */
gsize bounce_fold_particle (const char *run, gsize length);

#endif
