/* lines: reads lines.  One that is too long is passed over without ever being
   held. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <glib.h>

#include "base/temporary-file.h"
#include "tally/command.h"
#include "tally/lines.h"

#define CHUNK (64 * 1024)

struct BounceLines
{
  char *name;
  int file;
  off_t first; /* where its first line stands, if it is kept */
  gboolean at_end;
  GString *data;
  gsize start;   /* of the next line in data */
  gsize scanned; /* no newline before this */
  guint64 number;
};

BounceLines *
bounce_lines_open (const char *name, GError **error)
{
  gboolean standard = name == NULL || strcmp (name, "-") == 0;
  BounceLines *lines;
  int file;

  do
    file = standard ? STDIN_FILENO : open (name, O_RDONLY | O_CLOEXEC);
  while (file < 0 && errno == EINTR);
  if (file < 0)
    {
      g_set_error (error, BOUNCE_TALLY_ERROR, EX_NOINPUT, "%s: %s", name,
                   g_strerror (errno));
      return NULL;
    }
  lines = g_new0 (BounceLines, 1);
  lines->name = g_strdup (standard ? "-" : name);
  lines->file = file;
  lines->data = g_string_sized_new (2 * CHUNK);
  return lines;
}

void
bounce_lines_free (BounceLines *lines)
{
  if (lines == NULL)
    return;
  if (lines->file != STDIN_FILENO)
    close (lines->file);
  g_string_free (lines->data, TRUE);
  g_free (lines->name);
  g_free (lines);
}

static gboolean
fail (const BounceLines *lines, GError **error)
{
  g_set_error (error, BOUNCE_TALLY_ERROR, EX_NOINPUT, "%s: %s", lines->name,
               g_strerror (errno));
  return FALSE;
}

static gboolean
fail_temporary (GError **error)
{
  g_set_error (error, BOUNCE_TALLY_ERROR, EX_TEMPFAIL, "temporary file: %s",
               g_strerror (errno));
  return FALSE;
}

static gboolean
write_all (int file, const char *data, gsize length)
{
  while (length > 0)
    {
      ssize_t written = write (file, data, length);

      if (written < 0 && errno != EINTR)
        return FALSE;
      data += MAX (written, 0);
      length -= (gsize)MAX (written, 0);
    }
  return TRUE;
}

/* Copies what is to come of LINES to FILE. */
static gboolean
copy_rest (const BounceLines *lines, int file, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  ssize_t got;

  do
    {
      got = read (lines->file, chunk, CHUNK);
      if (got < 0 && errno != EINTR)
        return fail (lines, error);
      if (got > 0 && !write_all (file, chunk, (gsize)got))
        return fail_temporary (error);
    }
  while (got != 0);
  return TRUE;
}

gboolean
bounce_lines_keep (BounceLines *lines, GError **error)
{
  struct stat status;
  int file;

  if (fstat (lines->file, &status) == 0 && S_ISREG (status.st_mode))
    {
      lines->first = lseek (lines->file, 0, SEEK_CUR);
      return lines->first >= 0 || fail (lines, error);
    }
  file = bounce_temporary_file ();
  if (file < 0)
    return fail_temporary (error);
  if (!copy_rest (lines, file, error))
    {
      close (file);
      return FALSE;
    }
  if (lines->file != STDIN_FILENO)
    close (lines->file);
  lines->file = file;
  lines->first = 0;
  return bounce_lines_rewind (lines, error);
}

gboolean
bounce_lines_rewind (BounceLines *lines, GError **error)
{
  if (lseek (lines->file, lines->first, SEEK_SET) < 0)
    return fail (lines, error);
  g_string_truncate (lines->data, 0);
  lines->start = lines->scanned = 0;
  lines->number = 0;
  lines->at_end = FALSE;
  return TRUE;
}

/* Drops what was handed over and reads more. */
static gboolean
read_more (BounceLines *lines, GError **error)
{
  gsize kept = lines->data->len - lines->start;
  ssize_t got;

  g_string_erase (lines->data, 0, (gssize)lines->start);
  lines->scanned -= lines->start;
  lines->start = 0;
  g_string_set_size (lines->data, kept + CHUNK);
  do
    got = read (lines->file, lines->data->str + kept, CHUNK);
  while (got < 0 && errno == EINTR);
  g_string_set_size (lines->data, kept + (gsize)MAX (got, 0));
  lines->at_end = got == 0;
  return got >= 0 || fail (lines, error);
}

/* Hands over what ends before END, and goes on at NEXT. */
static gboolean
hand_over (BounceLines *lines, BounceLine *line, gsize end, gsize next,
           gboolean too_long)
{
  lines->data->str[end] = '\0';
  *line
      = (BounceLine){ .text = too_long ? NULL : lines->data->str + lines->start,
                      .length = too_long ? 0 : end - lines->start,
                      .ended = next > end,
                      .number = ++lines->number };
  lines->start = lines->scanned = next;
  return TRUE;
}

gboolean
bounce_lines_next (BounceLines *lines, BounceLine *line, GError **error)
{
  gboolean too_long = FALSE;

  for (;;)
    {
      GString *data = lines->data;
      const char *newline = memchr (data->str + lines->scanned, '\n',
                                    data->len - lines->scanned);
      gsize end = newline != NULL ? (gsize)(newline - data->str) : data->len;

      too_long = too_long || end - lines->start > BOUNCE_LINES_MAX;
      if (newline != NULL)
        return hand_over (lines, line, end, end + 1, too_long);
      if (lines->at_end)
        return (too_long || end > lines->start)
               && hand_over (lines, line, end, end, too_long);
      lines->scanned = data->len;
      if (too_long)
        lines->start = data->len;
      if (!read_more (lines, error))
        return FALSE;
    }
}

gboolean
bounce_lines_are_none (BounceLines *lines, gboolean *none, GError **error)
{
  while (lines->data->len == lines->start && !lines->at_end)
    if (!read_more (lines, error))
      return FALSE;
  *none = lines->data->len == lines->start;
  return TRUE;
}

gboolean
bounce_lines_pause (const BounceLines *lines, int milliseconds)
{
  const GString *data = lines->data;
  GPollFD input = { lines->file, G_IO_IN, 0 };

  return !lines->at_end
         && memchr (data->str + lines->scanned, '\n',
                    data->len - lines->scanned)
                == NULL
         && g_poll (&input, 1, milliseconds) == 0;
}

const char *
bounce_line_trouble (const BounceLine *line)
{
  if (line->text == NULL)
    return "the line is too long";
  if (memchr (line->text, '\0', line->length) != NULL)
    return "there is a NUL in it";
  if (!g_utf8_validate (line->text, (gssize)line->length, NULL))
    return "it is not valid UTF-8";
  return NULL;
}

char *
bounce_lines_message (const BounceLines *lines, const BounceLine *line,
                      const char *text)
{
  return g_strdup_printf ("%s:%" G_GUINT64_FORMAT ": %s", lines->name,
                          line->number, text);
}
