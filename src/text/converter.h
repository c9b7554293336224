/* iconv(3) with converters kept open, for each thread its own. */
#ifndef BOUNCE_TEXT_CONVERTER_H
#define BOUNCE_TEXT_CONVERTER_H

#include <glib.h>

/* Converts LENGTH bytes from CHARSET to UTF-8, *WRITTEN bytes long.  They may
   hold NULs and need not be valid: not every converter of iconv checks what it
   writes.  NULL if iconv does not know CHARSET or a byte does not fit it.  The
   caller frees the result. */
char *bounce_converter_run (const char *bytes, gsize length,
                            const char *charset, gsize *written);

/* Makes the line ends of TEXT, LENGTH bytes and a NUL, LF and drops NULs, in
   place; the result ends with a NUL. */
void bounce_converter_clean (char *text, gsize length);

/* As bounce_converter_run, cleaned and with a NUL at its end.  NULL also if the
   result is not valid UTF-8.  The caller frees it. */
char *bounce_converter_text (const char *bytes, gsize length,
                             const char *charset);

#endif
