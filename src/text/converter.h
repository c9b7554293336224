#ifndef BOUNCE_TEXT_CONVERTER_H
#define BOUNCE_TEXT_CONVERTER_H

#include <glib.h>

/* LENGTH bytes in CHARSET as UTF-8 with *WRITTEN bytes, which may hold NULs and
   need not be valid: not every converter of iconv checks what it writes.  NULL
   if CHARSET is not known or if some byte does not fit it.  The caller frees
   it. */
char *bounce_converter_run (const char *bytes, gsize length,
                            const char *charset, gsize *written);

#endif
