/* The charset of bytes that nobody declared, or declared wrongly. */
#ifndef BOUNCE_TEXT_CHARSET_GUESS_H
#define BOUNCE_TEXT_CHARSET_GUESS_H

#include <glib.h>

/* The LENGTH bytes, which are not UTF-8, as UTF-8 in the most likely charset;
   cleaned as bounce_converter_clean does it.  NULL only if iconv knows not even
   ISO-8859-1.  The caller frees it. */
char *bounce_charset_guess (const char *bytes, gsize length);

#endif
