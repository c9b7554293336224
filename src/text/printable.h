/* Text from mail, files and file names, made fit for people's eyes: it can't
   steer a terminal, turn a line round or pass for another line. */
#ifndef BOUNCE_TEXT_PRINTABLE_H
#define BOUNCE_TEXT_PRINTABLE_H

#include <glib.h>

/* Appends TEXT (LENGTH bytes, -1: up to its NUL) on one line: control
   characters, bidi and other invisible format characters, line and paragraph
   separators and bytes that are not UTF-8 become escapes (\n, \x1b, \u202e).
   What joins letters, U+200C and U+200D, stays. */
void bounce_printable_append (GString *out, const char *text, gssize length);

/* The same of TEXT up to its NUL, as a string that the caller frees. */
char *bounce_printable (const char *text);

/* TEXT (valid UTF-8) without the characters that would become escapes, in
   place; returns it. */
char *bounce_printable_strip (char *text);

/* The columns of a terminal that TEXT (valid UTF-8) takes: wide characters
   (UAX 11) two, combining ones none. */
guint bounce_printable_width (const char *text);

/* How many bytes of TEXT (valid UTF-8) fit into WIDTH columns, whole characters
   only. */
gsize bounce_printable_fit (const char *text, guint width);

#endif
