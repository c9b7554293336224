/* Words and headers by which mail systems are told from people: what the files
   of `kind` share. */
#ifndef BOUNCE_REPORT_KIND_WORDS_H
#define BOUNCE_REPORT_KIND_WORDS_H

#include <glib.h>

#include "mime/message.h"
#include "text/lists.h"

/* A header field and the words that its value must hold; BOUNCE_LIST_NONE: it
   is enough that it is there. */
typedef struct
{
  const char *header;
  BounceList holds;
} BounceHeaderSign;

/* TRUE if TEXT (may be NULL), folded, holds a phrase of LIST. */
gboolean bounce_words_hold (const char *text, BounceList list);

/* TRUE if TEXT (may be NULL), folded and without "Re: ", begins with a phrase
   of LIST. */
gboolean bounce_words_begin (const char *text, BounceList list);

/* TRUE if the first line of TEXT greets by name: "Hi Ann,". */
gboolean bounce_greets_by_name (const char *text);

/* Where the lines begin that TEXT quotes, or its end. */
const char *bounce_quoted_text (const char *text);

/* TRUE if MESSAGE shows one of the N signs. */
gboolean bounce_signs_show (const BounceMessage *message,
                            const BounceHeaderSign *signs, gsize n);

/* The same for an array. */
#define BOUNCE_SIGNS_SHOW(message, signs)                                      \
  bounce_signs_show (message, signs, G_N_ELEMENTS (signs))

#endif
