/* source: a name into messages.  It opens what is named, lets the formats bid
   for the first bytes, and hands the calls on to the one that bids highest.
   A directory is many streams one after the other, which share one buffer.
   A file below a directory that can't be opened or read, and an empty one, is
   BOUNCE_SOURCE_ERROR_READ: the source itself was opened.  An empty file that
   was named itself has no messages, as an empty mbox has none.
   It does not expand names and does not look at them. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/format.h"
#include "input/source.h"

G_DEFINE_QUARK (bounce - source - error - quark, bounce_source_error)

struct BounceSource
{
  char *name;
  BounceDirectory *directory; /* NULL: a single stream */
  BounceStream *stream;
  gboolean is_stdin;
  int fd;       /* of a single stream that was not started yet, else -1 */
  guint64 size; /* of a single file, where known */
  const BounceFormat *format; /* NULL: no file is open */
  BouncePlace place;
  guint64 index;
};

static const BounceFormat *const formats[]
    = { &bounce_format_mbox, &bounce_format_file };

static int
open_name (const char *name)
{
  int fd;

  do
    fd = open (name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  while (fd < 0 && errno == EINTR);
  return fd;
}

/* Sets the error "NAME: reason" for the error number CODE; returns NULL. */
static BounceSource *
fail_open (const char *name, int code, GError **error)
{
  g_set_error (error, BOUNCE_SOURCE_ERROR, BOUNCE_SOURCE_ERROR_OPEN, "%s: %s",
               name, g_strerror (code));
  return NULL;
}

BounceSource *
bounce_source_open (const char *name, GError **error)
{
  struct stat status;
  BounceDirectory *directory = NULL;
  BounceSource *source;
  gboolean is_stdin = strcmp (name, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open_name (name);

  if (fd < 0)
    return fail_open (name, errno, error);
  if (fstat (fd, &status) != 0)
    status.st_mode = 0; /* a stream of unknown size, then */
  if (S_ISDIR (status.st_mode))
    {
      if (is_stdin)
        return fail_open (name, EISDIR, error);
      directory = bounce_directory_new (fd, name, error);
      if (directory == NULL)
        return NULL;
    }
#ifdef POSIX_FADV_SEQUENTIAL
  else if (S_ISREG (status.st_mode))
    posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif

  source = g_new0 (BounceSource, 1);
  source->name = g_strdup (name);
  source->directory = directory;
  source->stream = bounce_stream_new ();
  source->place.stream = source->stream;
  source->is_stdin = is_stdin;
  source->fd = directory == NULL ? fd : -1;
  source->size = S_ISREG (status.st_mode) ? (guint64)status.st_size : 0;
  return source;
}

void
bounce_source_free (BounceSource *source)
{
  if (source == NULL)
    return;
  bounce_stream_free (source->stream);
  bounce_directory_free (source->directory);
  if (source->fd >= 0 && !source->is_stdin)
    close (source->fd);
  g_free (source->name);
  g_free (source);
}

/* Shows the first bytes that are not blank lines, without going past them;
   0 if there are none within what can be seen. */
static gsize
peek_head (BounceStream *stream, const char **head)
{
  const gsize enough = 6;
  gsize want = enough;

  for (;;)
    {
      gsize there = bounce_stream_peek (stream, want, head);
      gsize blank = 0;

      while (blank < there
             && ((*head)[blank] == '\n' || (*head)[blank] == '\r'))
        blank++;
      if (there - blank >= enough || there < want
          || want >= BOUNCE_STREAM_AHEAD)
        {
          *head += blank;
          return there - blank;
        }
      want = blank + enough;
    }
}

/* A header field, or the line above a header. */
static gboolean
looks_like_header (const char *head, gsize length)
{
  gsize i = 0;

  if (length >= 6 && memcmp (head, ">From ", 6) == 0)
    return TRUE;
  while (i < length && head[i] > ' ' && head[i] < 0x7f && head[i] != ':')
    i++;
  return i > 0 && i < length && head[i] == ':';
}

/* Who bids highest gets the stream.  Blank lines above a header are dropped;
   above a text they say that there is no header. */
static void
choose_format (BounceSource *source)
{
  const char *start = NULL;
  const char *head = NULL;
  gsize length = peek_head (source->stream, &head);
  int best = 0;

  source->place = (BouncePlace){ .stream = source->stream };
  source->index = 0;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      int bid = formats[i]->bid (head, length);
      if (bid > best)
        {
          best = bid;
          source->format = formats[i];
        }
    }
  bounce_stream_peek (source->stream, 0, &start);
  if (length == 0 || source->format != &bounce_format_file
      || looks_like_header (head, length))
    bounce_stream_drop (source->stream, (gsize)(head - start));
}

/* FALSE if there is no further file, or with ERROR set. */
static gboolean
open_next_file (BounceSource *source, GError **error)
{
  int fd = source->fd;

  source->fd = -1;
  source->index = 0;
  if (source->directory != NULL
      && !bounce_directory_next (source->directory, &fd, error))
    return FALSE;
  if (fd < 0)
    return FALSE;
  bounce_stream_open (source->stream, fd, !source->is_stdin);
  choose_format (source);
  return TRUE;
}

/* FALSE with ERROR if the file was not what it should have been. */
static gboolean
finish_file (BounceSource *source, GError **error)
{
  const char *failure = bounce_stream_failure (source->stream);

  if (failure == NULL && source->directory != NULL && source->index == 0)
    failure = "The file is empty";
  source->format = NULL;
  bounce_stream_close (source->stream);
  if (failure == NULL)
    return TRUE;
  g_set_error (error, BOUNCE_SOURCE_ERROR, BOUNCE_SOURCE_ERROR_READ, "%s: %s",
               bounce_source_file (source), failure);
  return FALSE;
}

gboolean
bounce_source_next (BounceSource *source, GError **error)
{
  const char *line = NULL;
  gsize length = 0;

  for (;;)
    {
      if (source->format == NULL && !open_next_file (source, error))
        return FALSE;
      while (source->place.in_message
             && source->format->line (&source->place, &line, &length))
        ;
      bounce_stream_forget_cut (source->stream);
      if (source->format->next (&source->place))
        {
          source->index++;
          return TRUE;
        }
      if (!finish_file (source, error))
        return FALSE;
    }
}

gboolean
bounce_source_line (BounceSource *source, const char **line, gsize *length)
{
  return source->place.in_message
         && source->format->line (&source->place, line, length);
}

const char *
bounce_source_file (const BounceSource *source)
{
  return source->directory != NULL ? bounce_directory_path (source->directory)
                                   : source->name;
}

guint64
bounce_source_index (const BounceSource *source)
{
  return source->index;
}

gboolean
bounce_source_was_cut (const BounceSource *source)
{
  return bounce_stream_was_cut (source->stream);
}

void
bounce_source_progress (const BounceSource *source, guint64 *done,
                        guint64 *total)
{
  if (source->directory != NULL)
    {
      bounce_directory_progress (source->directory, done, total);
      return;
    }
  *done = bounce_stream_bytes_read (source->stream);
  *total = source->size;
}
