/* Encoded words in header values (RFC 2047). */
#ifndef BOUNCE_MIME_ENCODED_WORDS_H
#define BOUNCE_MIME_ENCODED_WORDS_H

/* VALUE, an unfolded header value, with its encoded words (RFC 2047, 2)
   decoded. The result may hold bytes that are not UTF-8, and control
   characters.  Never NULL; the caller frees it. */
char *bounce_encoded_words_decode (const char *value);

/* The same, by GMime whatever the value.  For tests: the quick way must give
   the same. */
char *bounce_encoded_words_decode_gmime (const char *value);

#endif
