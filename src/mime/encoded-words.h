#ifndef BOUNCE_MIME_ENCODED_WORDS_H
#define BOUNCE_MIME_ENCODED_WORDS_H

/* VALUE, an unfolded header value, with its encoded words (RFC 2047) decoded;
   not yet cleaned: it may hold bytes that are no UTF-8, and control characters.
   The caller frees it. */
char *bounce_encoded_words_decode (const char *value);

/* The same, by GMime whatever the value: what the quick way is held to. */
char *bounce_encoded_words_decode_mime (const char *value);

#endif
