/* What a run of bytes of a text is by its looks.  Private to fold*.c. */
#ifndef BOUNCE_TEXT_FOLD_SHAPES_H
#define BOUNCE_TEXT_FOLD_SHAPES_H

#include <glib.h>

/* What a byte is to the splitter. */
enum
{
  BREAK = 0,       /* ends a chunk: white space, brackets, quotes */
  LETTER = 1 << 0, /* also '_' and every byte of a folded letter */
  DIGIT = 1 << 1,
  DOT = 1 << 2,
  HYPHEN = 1 << 3,
  QUOTE = 1 << 4, /* apostrophes */
  COLON = 1 << 5,
  AT = 1 << 6,
  OTHER = 1 << 7 /* punctuation that may stand inside a chunk */
};

#define WORD (LETTER | DIGIT)
#define PIECE (LETTER | DIGIT | DOT | HYPHEN | QUOTE)

extern const guint8 bounce_shapes[256];

static inline guint
bounce_shape_of_byte (guchar c)
{
  return bounce_shapes[c];
}

/* TRUE if C may stand in the local part of an address. */
gboolean bounce_shape_is_local_part (guchar c);

/* TRUE for a name with inner dots whose last label could be a top-level
   domain. */
gboolean bounce_shape_is_host (const char *piece, gsize length);

/* How many numbers PIECE is, with dots between: 3 ("5.1.1"), 4 (an IPv4
   address) or 0 for anything else. */
guint bounce_shape_count_numbers (const char *piece, gsize length);

/* TRUE for an IPv6 address, also with the tag of RFC 5321, 4.1.3:
   "2001:db8::1", "ipv6:2001:db8::1". */
gboolean bounce_shape_is_ipv6 (const char *chunk, gsize length);

/* Where the scheme of a URL starts ("https" of "see:https://x"); LENGTH if
   there is none. */
gsize bounce_shape_find_url (const char *chunk, gsize length);

#endif
