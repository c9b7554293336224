/* Bytes from a file descriptor, gzip-compressed or not, as a stream of lines.
   One stream serves many files one after the other: its buffers, the only
   memory it needs, are kept between them. */
#ifndef BOUNCE_INPUT_STREAM_H
#define BOUNCE_INPUT_STREAM_H

#include <glib.h>

#include "base/line-ends.h"

typedef struct BounceStream BounceStream;

/* The longest line that is handed over whole, in bytes; the rest of a longer
   one is dropped and counted as cut. */
#define BOUNCE_LINE_MAX (256 * 1024)

/* As far as bounce_stream_peek can see ahead, in bytes. */
#define BOUNCE_STREAM_AHEAD (256 * 1024)

/* Open on nothing.  Free with bounce_stream_free, which ignores NULL. */
BounceStream *bounce_stream_new (void);
void bounce_stream_free (BounceStream *stream);

/* Starts on FD and reads its first bytes, to see whether they are gzip's.
   bounce_stream_close ends that, and closes FD if it is OWNED. */
void bounce_stream_open (BounceStream *stream, int fd, gboolean owned);
void bounce_stream_close (BounceStream *stream);

/* The next line, *LENGTH bytes without its line end (LF, CRLF or CR).  FALSE at
   the end.  *LINE is borrowed until the next call with STREAM. */
gboolean bounce_stream_line (BounceStream *stream, const char **line,
                             gsize *length);

/* Waits until WANT bytes are there (at most BOUNCE_STREAM_AHEAD) or the end is
   reached; returns how many there are, and shows them in BYTES (borrowed). */
gsize bounce_stream_peek (BounceStream *stream, gsize want, const char **bytes);

/* TRUE if the next bytes are those of TEXT; they stay to be read.  It waits for
   no byte that can't change the answer. */
gboolean bounce_stream_begins (BounceStream *stream, const char *text);

/* As bounce_stream_line, but the line stays to be read.  FALSE also if it does
   not end within LIMIT bytes. */
gboolean bounce_stream_peek_line (BounceStream *stream, gsize limit,
                                  const char **line, gsize *length);

/* Fills LINES with some of the lines that are there without reading more:
   perhaps not all; none where a line does not end in LF or is being cut.
   Returns how many bytes follow them, as far as they are there. */
gsize bounce_stream_lines (BounceStream *stream, BounceLineRun *lines);

/* Drops LINES, as bounce_stream_lines has shown them, or the first of them. */
void bounce_stream_drop_lines (BounceStream *stream,
                               const BounceLineRun *lines);

/* Drops COUNT bytes that a peek has shown. */
void bounce_stream_drop (BounceStream *stream, gsize count);

/* Bytes handed over so far (uncompressed), and bytes read (as stored). */
guint64 bounce_stream_offset (const BounceStream *stream);
guint64 bounce_stream_bytes_read (const BounceStream *stream);

/* TRUE if a line was cut since bounce_stream_forget_cut. */
gboolean bounce_stream_was_cut (const BounceStream *stream);
void bounce_stream_forget_cut (BounceStream *stream);

/* Why the stream stopped before its end, in words, borrowed until the next
   open; NULL if it did not. */
const char *bounce_stream_failure (const BounceStream *stream);

/* TRUE if that was the system's doing: see bounce_bytes_may_be_sound. */
gboolean bounce_stream_may_be_sound (const BounceStream *stream);

#endif
