/* Words and headers by which mail systems are told from people: what the files
   of `kind` share. */
#ifndef BOUNCE_REPORT_KIND_WORDS_H
#define BOUNCE_REPORT_KIND_WORDS_H

#include <glib.h>

#include "mime/message.h"

/* A header and what its value holds (lower case); NULL: that it is there. */
typedef struct
{
  const char *header;
  const char *holds;
} BounceHeaderSign;

/* TRUE if TEXT (may be NULL), in lower case, holds one of the N words. */
gboolean bounce_words_hold (const char *text, const char *const *words,
                            gsize n);

/* TRUE if it begins with one of them; "Re: " does not count. */
gboolean bounce_words_begin (const char *text, const char *const *words,
                             gsize n);

/* TRUE if MESSAGE shows one of the N signs. */
gboolean bounce_signs_show (const BounceMessage *message,
                            const BounceHeaderSign *signs, gsize n);

/* The same for arrays. */
#define HOLDS(text, words) bounce_words_hold (text, words, G_N_ELEMENTS (words))
#define BEGINS(text, words)                                                    \
  bounce_words_begin (text, words, G_N_ELEMENTS (words))
#define SHOWS(message, signs)                                                  \
  bounce_signs_show (message, signs, G_N_ELEMENTS (signs))

#endif
