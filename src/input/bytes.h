/* The bytes of a file descriptor, gzip undone.  One object serves many
   descriptors one after the other: its buffer is kept between them. */
#ifndef BOUNCE_INPUT_BYTES_H
#define BOUNCE_INPUT_BYTES_H

#include <glib.h>

typedef struct BounceBytes BounceBytes;

/* The most bytes that are read at once. */
#define BOUNCE_BYTES_ROOM (128 * 1024)

/* Open on nothing.  Free with bounce_bytes_free, which ignores NULL. */
BounceBytes *bounce_bytes_new (void);
void bounce_bytes_free (BounceBytes *bytes);

/* Starts to read FD.  bounce_bytes_close ends that, and closes FD if it is
   OWNED. */
void bounce_bytes_open (BounceBytes *bytes, int fd, gboolean owned);
void bounce_bytes_close (BounceBytes *bytes);

/* Reads up to ROOM bytes into TO and returns how many.  0 at the end, and where
   reading fails: see bounce_bytes_failure. */
gsize bounce_bytes_read (BounceBytes *bytes, char *to, gsize room);

/* From now on the bytes are decompressed (gzip, RFC 1952), beginning with the N
   bytes of HEAD, which must be all that was read so far and no more than twice
   BOUNCE_BYTES_ROOM.  HEAD is copied. */
void bounce_bytes_inflate (BounceBytes *bytes, const char *head, gsize n);

/* How many bytes came from the descriptor, compressed or not. */
guint64 bounce_bytes_count (const BounceBytes *bytes);

/* Why reading stopped before the end, in words, borrowed until the next open;
   NULL if it did not. */
const char *bounce_bytes_failure (const BounceBytes *bytes);

/* TRUE if that was the system's doing, so that what is there may be sound and
   another attempt succeed. */
gboolean bounce_bytes_may_be_sound (const BounceBytes *bytes);

#endif
