/* source: opens a name and yields its messages.  It lets the formats bid for
   the first bytes, and hands the calls on to the one that bids highest.  A
   directory is many streams one after the other, which share one buffer.  An
   empty file has no messages, as an empty mbox has none.  Names are not
   expanded. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/directory.h"
#include "input/format.h"
#include "input/source.h"

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

static BounceSource *
fail_open (const char *name, int number, GError **error)
{
  bounce_source_fail (name, BOUNCE_SOURCE_ERROR_OPEN, number, error);
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

/* Who bids highest gets the stream. */
static void
choose_format (BounceSource *source)
{
  int best = 0;

  source->place = (BouncePlace){ .stream = source->stream };
  source->index = 0;
  bounce_place_begin_stream (&source->place);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      int bid = formats[i]->bid (source->stream);

      if (bid > best)
        {
          best = bid;
          source->format = formats[i];
        }
    }
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
  /* Where 65 came of it, an agent would throw the mail away. */
  BounceSourceError code = bounce_stream_may_be_sound (source->stream)
                               ? BOUNCE_SOURCE_ERROR_OPEN
                               : BOUNCE_SOURCE_ERROR_READ;

  source->format = NULL;
  bounce_stream_close (source->stream);
  if (failure == NULL)
    return TRUE;
  g_set_error (error, BOUNCE_SOURCE_ERROR, (int)code, "%s: %s",
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

gboolean
bounce_source_lines (BounceSource *source, BounceLineRun *lines)
{
  return source->place.in_message
         && source->format->lines (&source->place, lines);
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
