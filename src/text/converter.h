#ifndef BOUNCE_TEXT_CONVERTER_H
#define BOUNCE_TEXT_CONVERTER_H

#include <glib.h>

/* LENGTH bytes in CHARSET as UTF-8 with *WRITTEN bytes, which may hold NULs and
   need not be valid: not every converter of iconv checks what it writes.  NULL
   if CHARSET is not known or if some byte does not fit it.  The caller frees
   it. */
char *bounce_converter_run (const char *bytes, gsize length,
                            const char *charset, gsize *written);

/* LF line ends and no NULs in the LENGTH bytes of TEXT, in place. */
void bounce_converter_clean (char *text, gsize length);

/* The same as bounce_converter_run, cleaned and ended.  NULL if the result
   would be no valid UTF-8. */
char *bounce_converter_text (const char *bytes, gsize length,
                             const char *charset);

#endif
