/* The bytes of a file descriptor, gzip undone.  One object serves many
   descriptors one after the other: its buffer is kept between them. */
#ifndef BOUNCE_INPUT_BYTES_H
#define BOUNCE_INPUT_BYTES_H

#include <glib.h>

typedef struct BounceBytes BounceBytes;

/* The most that is read at once. */
#define BOUNCE_BYTES_ROOM (128 * 1024)

BounceBytes *bounce_bytes_new (void);
void bounce_bytes_free (BounceBytes *bytes);

/* Starts on FD; bounce_bytes_close closes it if it is OWNED. */
void bounce_bytes_open (BounceBytes *bytes, int fd, gboolean owned);
void bounce_bytes_close (BounceBytes *bytes);

/* Reads up to ROOM bytes; 0 at the end, or at a failure. */
gsize bounce_bytes_read (BounceBytes *bytes, char *to, gsize room);

/* The N bytes of HEAD, all that was read so far, are the first of gzip's (at
   most twice BOUNCE_BYTES_ROOM): they are to be read again, decompressed. */
void bounce_bytes_inflate (BounceBytes *bytes, const char *head, gsize n);

/* How many came from the descriptor. */
guint64 bounce_bytes_count (const BounceBytes *bytes);

/* Why they ended before their end; NULL if they did not. */
const char *bounce_bytes_failure (const BounceBytes *bytes);

#endif
