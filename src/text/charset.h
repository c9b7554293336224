/* Bytes of any charset become UTF-8: as declared, else guessed, never lost. */
#ifndef BOUNCE_TEXT_CHARSET_H
#define BOUNCE_TEXT_CHARSET_H

#include <glib.h>

/* Converts LENGTH bytes, declared to be in CHARSET (a name of RFC 2978's
   registry; NULL: none was declared), to valid UTF-8 with LF line ends and
   without NULs.  Where the declaration is missing, unknown or wrong the charset
   is guessed; what no guess fits is read as windows-1252 or ISO-8859-1.  Never
   NULL; the caller frees it. */
char *bounce_charset_to_utf8 (const char *bytes, gsize length,
                              const char *charset);

/* TRUE if bounce_charset_to_utf8 would give all LENGTH bytes back as they are.
   BYTES may be NULL if LENGTH is 0. */
gboolean bounce_charset_is_utf8 (const char *bytes, gsize length,
                                 const char *charset);

/* TEXT with octal escapes ("\203\201\201[") decoded and the charset of the
   result guessed.  NULL if TEXT escapes no byte above 0x7f.  The caller frees
   it. */
char *bounce_charset_unescape (const char *text);

#endif
