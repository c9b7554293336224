/* Content-Transfer-Encoding (RFC 2045, 6). */
#ifndef BOUNCE_MIME_TRANSFER_ENCODING_H
#define BOUNCE_MIME_TRANSFER_ENCODING_H

#include <glib.h>

#include "base/arena.h"

typedef enum
{
  BOUNCE_ENCODING_NONE, /* 7bit, 8bit, binary, or one that nobody knows */
  BOUNCE_ENCODING_QUOTED_PRINTABLE,
  BOUNCE_ENCODING_BASE64,
  BOUNCE_ENCODING_UUENCODE
} BounceTransferEncoding;

/* The encoding that LENGTH bytes at NAME name, white space around them left
   out. */
BounceTransferEncoding bounce_transfer_encoding_from_name (const char *name,
                                                           gsize length);

/* LENGTH bytes at BYTES decoded, *WRITTEN bytes, which live as long as ARENA.
   What is not to the letter is read as far as it goes. */
const char *bounce_transfer_encoding_decode (BounceArena *arena,
                                             BounceTransferEncoding encoding,
                                             const char *bytes, gsize length,
                                             gsize *written);

/* Base64 alone: LENGTH bytes of TEXT to OUT, which has room for as many.
   Returns how many bytes there are. */
gsize bounce_base64_decode (const char *text, gsize length, char *out);

/* As bounce_transfer_encoding_decode, by GMime: what the quick way is held
   to. */
const char *bounce_transfer_encoding_decode_mime (
    BounceArena *arena, BounceTransferEncoding encoding, const char *bytes,
    gsize length, gsize *written);

#endif
