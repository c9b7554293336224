/* The character references of HTML 5 as data; html.c reads it. */
#ifndef BOUNCE_TEXT_HTML_ENTITIES_H
#define BOUNCE_TEXT_HTML_ENTITIES_H

#include <glib.h>

/* Where the names that begin with a letter stand. */
#define BOUNCE_HTML_LETTER(c) ((c) >= 'a' ? (c) - 'a' + 26 : (c) - 'A')

/* "&name;character&name;character&", a string for each letter.  A character may
   be '&', and more than one. */
extern const char *const bounce_html_entities[52];

/* "&name;": those that may stand without the semicolon. */
extern const char bounce_html_unended[];

/* The characters that the numbers 128 to 159 stand for. */
extern const guint16 bounce_html_numbers[32];

/* The longest name. */
#define BOUNCE_HTML_NAME_MAX 32

#endif
