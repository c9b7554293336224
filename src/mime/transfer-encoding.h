/* Content-Transfer-Encoding (RFC 2045, 6). */
#ifndef BOUNCE_MIME_TRANSFER_ENCODING_H
#define BOUNCE_MIME_TRANSFER_ENCODING_H

#include <glib.h>

typedef enum
{
  BOUNCE_ENCODING_NONE, /* 7bit, 8bit, binary, or an unknown one */
  BOUNCE_ENCODING_QUOTED_PRINTABLE,
  BOUNCE_ENCODING_BASE64,
  BOUNCE_ENCODING_UUENCODE
} BounceTransferEncoding;

/* The encoding that the LENGTH bytes at NAME name, in any case, white space
   around them ignored. */
BounceTransferEncoding bounce_transfer_encoding_from_name (const char *name,
                                                           gsize length);

/* The LENGTH bytes at BYTES decoded: *WRITTEN bytes and a NUL, which the caller
   frees.  What breaks the encoding's rules is decoded as far as possible. */
char *bounce_transfer_encoding_decode (BounceTransferEncoding encoding,
                                       const char *bytes, gsize length,
                                       gsize *written);

/* Decodes LENGTH bytes of base64 (RFC 4648, 4) to OUT, which has room for as
   many; other characters are skipped.  Returns how many bytes were written. */
gsize bounce_base64_decode (const char *text, gsize length, char *out);

/* The same, by GMime whatever the bytes.  For tests: the quick way must give
   the same. */
char *bounce_transfer_encoding_decode_gmime (BounceTransferEncoding encoding,
                                             const char *bytes, gsize length,
                                             gsize *written);

#endif
