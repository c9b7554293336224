/* Bytes of any charset become UTF-8: as declared, else guessed, never lost. */
#ifndef BOUNCE_TEXT_CHARSET_H
#define BOUNCE_TEXT_CHARSET_H

#include <glib.h>

/* Converts LENGTH bytes, declared to be in CHARSET (NULL: nothing was), to
   valid UTF-8 with LF line ends and without NULs.  Where the declaration is
   missing, unknown or wrong the charset is guessed; what nothing fits is read
   as windows-1252.  The caller frees it. */
char *bounce_charset_to_utf8 (const char *bytes, gsize length,
                              const char *charset);

/* TRUE if BYTES are ASCII without escapes, returns and NULs: what
   bounce_charset_to_utf8 would give back as they are, whatever CHARSET. */
gboolean bounce_charset_is_plain (const char *bytes, gsize length);

/* TEXT with runs of octal escapes ("\203\201\201[") turned into the characters
   they stand for, or NULL if there are none.  The caller frees it. */
char *bounce_charset_unescape (const char *text);

#endif
