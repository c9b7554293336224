/* stream: cuts the bytes of a file descriptor into lines. gzip is known by its
   magic bytes and undone on the way; other compressions are refused by name.
   LF and CRLF end a line; CR does where the first bytes hold CR and no LF. It
   knows nothing of mail or file names. */
#include "config.h"

#include <string.h>

#include "input/bytes.h"
#include "input/stream.h"

#define READ_SIZE BOUNCE_BYTES_ROOM
/* Two bytes for the line end of the longest line. */
#define BUFFER_SIZE (MAX (BOUNCE_LINE_MAX, BOUNCE_STREAM_AHEAD) + 2 + READ_SIZE)

/* So many bytes are looked through for line ends at once. */
#define WINDOW (16 * 1024)

struct BounceStream
{
  char *buffer;
  char *position; /* what comes next */
  char *limit;    /* the end of what was read */
  guint64 past;   /* bytes that have left the buffer */
  BounceBytes *bytes;
  const char *refusal; /* of what is compressed otherwise */
  char eol;
  gboolean at_end;
  gboolean skipping; /* the rest of a line that was cut is to be dropped */
  gboolean was_cut;
  /* The line ends up to WINDOW_END, from NEXT_END on; NULL: none are known. */
  const char *window, *window_end;
  guint32 ends[WINDOW + BOUNCE_LINE_ENDS_MORE];
  guint n_ends, next_end;
};

BounceStream *
bounce_stream_new (void)
{
  BounceStream *stream = g_new (BounceStream, 1);

  /* The rest is not cleared: pages that small mail never touches are never
     there. */
  memset (stream, 0, G_STRUCT_OFFSET (BounceStream, ends));
  stream->n_ends = stream->next_end = 0;
  stream->buffer = g_malloc (BUFFER_SIZE);
  stream->position = stream->limit = stream->buffer;
  stream->bytes = bounce_bytes_new ();
  stream->eol = '\n';
  stream->at_end = TRUE;
  return stream;
}

void
bounce_stream_close (BounceStream *stream)
{
  bounce_bytes_close (stream->bytes);
  stream->window = NULL;
  stream->at_end = TRUE;
  stream->position = stream->limit = stream->buffer;
}

void
bounce_stream_free (BounceStream *stream)
{
  if (stream == NULL)
    return;
  bounce_bytes_free (stream->bytes);
  g_free (stream->buffer);
  g_free (stream);
}

/* Reads more behind what is there; FALSE if there is no more.  Callers see to
   it that no more than BUFFER_SIZE - READ_SIZE bytes wait. */
static gboolean
fill_buffer (BounceStream *stream)
{
  if (stream->at_end)
    return FALSE;
  if (stream->position != stream->buffer)
    {
      gsize kept = (gsize)(stream->limit - stream->position);
      memmove (stream->buffer, stream->position, kept);
      stream->past += (guint64)(stream->position - stream->buffer);
      stream->position = stream->buffer;
      stream->limit = stream->buffer + kept;
      stream->window = NULL;
    }
  gsize n = bounce_bytes_read (stream->bytes, stream->limit, READ_SIZE);
  stream->limit += n;
  stream->at_end = n == 0 || bounce_bytes_failure (stream->bytes) != NULL;
  return n > 0;
}

/* Looks at the first bytes until it is clear how lines end: the first LF
   decides; CR does only if there is none. */
static void
find_line_end (BounceStream *stream)
{
  gsize seen = 0;
  gsize there = 0;

  do
    {
      there = (gsize)(stream->limit - stream->position);
      if (memchr (stream->position + seen, '\n', there - seen) != NULL)
        return;
      seen = there;
    }
  while (there < READ_SIZE && fill_buffer (stream));
  there = (gsize)(stream->limit - stream->position);
  if (memchr (stream->position, '\n', there) == NULL
      && memchr (stream->position, '\r', there) != NULL)
    stream->eol = '\r';
}

/* What only other programs can undo: the words that refuse it, or NULL. */
static const char *
foreign_compression (BounceStream *stream)
{
  static const struct
  {
    const char *magic;
    const char *refusal;
  } formats[] = {
    { "\xfd"
      "7zXZ",
      "Compressed by xz, which is not undone here: see xz -dc" },
    { "\x28\xb5\x2f\xfd",
      "Compressed by zstd, which is not undone here: see zstd -dc" },
    { "BZh91AY&SY",
      "Compressed by bzip2, which is not undone here: see bzip2 -dc" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (bounce_stream_begins (stream, formats[i].magic))
      return formats[i].refusal;
  return NULL;
}

void
bounce_stream_open (BounceStream *stream, int fd, gboolean owned)
{
  const char *head = NULL;

  bounce_stream_close (stream);
  bounce_bytes_open (stream->bytes, fd, owned);
  stream->past = 0;
  stream->eol = '\n';
  stream->at_end = stream->skipping = stream->was_cut = FALSE;

  if (bounce_stream_peek (stream, 3, &head) >= 3
      && memcmp (head, "\x1f\x8b\x08", 3) == 0)
    {
      bounce_bytes_inflate (stream->bytes, stream->buffer,
                            (gsize)(stream->limit - stream->buffer));
      stream->limit = stream->buffer;
      stream->window = NULL;
    }
  stream->refusal = foreign_compression (stream);
  if (stream->refusal != NULL)
    {
      stream->position = stream->limit;
      stream->at_end = TRUE;
      return;
    }
  find_line_end (stream);
  /* Windows editors put a byte order mark before UTF-8. */
  if (bounce_stream_peek (stream, 3, &head) >= 3
      && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    bounce_stream_drop (stream, 3);
}

/* Hands over the line from the position to END. */
static inline void
take_line (BounceStream *stream, const char *end, const char **line,
           gsize *length)
{
  gsize n = (gsize)(end - stream->position);

  if (n > 0 && end[-1] == '\r')
    n--;
  if (G_UNLIKELY (n > BOUNCE_LINE_MAX))
    {
      n = BOUNCE_LINE_MAX;
      stream->was_cut = TRUE;
    }
  *line = stream->position;
  *length = n;
}

/* Drops what is left of a line that was cut. */
static void
skip_rest (BounceStream *stream)
{
  stream->skipping = FALSE;
  do
    {
      char *end = memchr (stream->position, stream->eol,
                          (gsize)(stream->limit - stream->position));
      if (end != NULL)
        {
          stream->position = end + 1;
          return;
        }
      stream->position = stream->limit;
    }
  while (fill_buffer (stream));
}

/* A line that was not read to its end yet. */
static gboolean
line_across_reads (BounceStream *stream, const char **line, gsize *length)
{
  gsize seen = 0;

  for (;;)
    {
      gsize there = (gsize)(stream->limit - stream->position);
      char *end = memchr (stream->position + seen, stream->eol, there - seen);
      if (end != NULL)
        {
          take_line (stream, end, line, length);
          stream->position = end + 1;
          return TRUE;
        }
      seen = there;
      if (there > BOUNCE_LINE_MAX + 1)
        stream->skipping = TRUE;
      else if (fill_buffer (stream))
        continue;
      else if (there == 0)
        return FALSE;
      take_line (stream, stream->limit, line, length);
      stream->position = stream->limit;
      return TRUE;
    }
}

/* Sees to it that the line ends from the position on are known. */
static void
find_ends (BounceStream *stream)
{
  const char *position = stream->position;

  if (stream->window != NULL && position < stream->window_end)
    {
      while (stream->next_end < stream->n_ends
             && stream->window + stream->ends[stream->next_end] < position)
        stream->next_end++;
      if (stream->next_end < stream->n_ends)
        return;
    }
  stream->window = position;
  stream->window_end = MIN (position + WINDOW, stream->limit);
  stream->n_ends = bounce_line_ends_find (
      position, (gsize)(stream->window_end - position), stream->ends);
  stream->next_end = 0;
}

gsize
bounce_stream_lines (BounceStream *stream, BounceLineRun *lines)
{
  *lines = (BounceLineRun){ .start = stream->position };
  if (stream->skipping || stream->eol != '\n')
    return 0;
  find_ends (stream);
  lines->base = stream->window;
  lines->ends = stream->ends + stream->next_end;
  lines->n = stream->n_ends - stream->next_end;
  return (gsize)(stream->limit - stream->position)
         - bounce_line_run_length (lines);
}

void
bounce_stream_drop_lines (BounceStream *stream, const BounceLineRun *lines)
{
  stream->position += bounce_line_run_length (lines);
  stream->next_end += lines->n;
}

/* The end of the next line, if it is there. */
static const char *
next_end (BounceStream *stream)
{
  if (stream->eol == '\n')
    {
      find_ends (stream);
      if (stream->next_end < stream->n_ends)
        return stream->window + stream->ends[stream->next_end];
    }
  return memchr (stream->position, stream->eol,
                 (gsize)(stream->limit - stream->position));
}

gboolean
bounce_stream_line (BounceStream *stream, const char **line, gsize *length)
{
  const char *end;

  if (G_UNLIKELY (stream->skipping))
    skip_rest (stream);
  end = next_end (stream);
  if (G_UNLIKELY (end == NULL))
    return line_across_reads (stream, line, length);
  take_line (stream, end, line, length);
  stream->position = stream->buffer + (end + 1 - stream->buffer);
  return TRUE;
}

gsize
bounce_stream_peek (BounceStream *stream, gsize want, const char **bytes)
{
  if (stream->skipping)
    skip_rest (stream);
  want = MIN (want, BOUNCE_STREAM_AHEAD);
  while ((gsize)(stream->limit - stream->position) < want
         && fill_buffer (stream))
    ;
  *bytes = stream->position;
  return (gsize)(stream->limit - stream->position);
}

gboolean
bounce_stream_begins (BounceStream *stream, const char *text)
{
  const char *bytes = NULL;

  for (gsize i = 0; text[i] != '\0'; i++)
    if (bounce_stream_peek (stream, i + 1, &bytes) <= i || bytes[i] != text[i])
      return FALSE;
  return TRUE;
}

gboolean
bounce_stream_peek_line (BounceStream *stream, gsize limit, const char **line,
                         gsize *length)
{
  gsize there = bounce_stream_peek (stream, 1, line);

  for (;;)
    {
      const char *end = memchr (*line, stream->eol, MIN (there, limit));
      gsize before = there;

      if (end == NULL && there < limit)
        there = bounce_stream_peek (stream, there + 1, line);
      if (end == NULL && there > before)
        continue;
      if (end == NULL && (there == 0 || there >= limit))
        return FALSE;
      take_line (stream, end != NULL ? end : *line + there, line, length);
      return TRUE;
    }
}

void
bounce_stream_drop (BounceStream *stream, gsize count)
{
  stream->position += MIN (count, (gsize)(stream->limit - stream->position));
}

guint64
bounce_stream_offset (const BounceStream *stream)
{
  return stream->past + (guint64)(stream->position - stream->buffer);
}

guint64
bounce_stream_bytes_read (const BounceStream *stream)
{
  return bounce_bytes_count (stream->bytes);
}

gboolean
bounce_stream_was_cut (const BounceStream *stream)
{
  return stream->was_cut;
}

void
bounce_stream_forget_cut (BounceStream *stream)
{
  stream->was_cut = FALSE;
}

const char *
bounce_stream_failure (const BounceStream *stream)
{
  return stream->refusal != NULL ? stream->refusal
                                 : bounce_bytes_failure (stream->bytes);
}

gboolean
bounce_stream_may_be_sound (const BounceStream *stream)
{
  return stream->refusal == NULL && bounce_bytes_may_be_sound (stream->bytes);
}
