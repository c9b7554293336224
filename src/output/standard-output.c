/* standard-output: writes to standard output by write(2).  Callers hand over
   large pieces, so stdio's buffer would be a copy for nothing. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include "output/standard-output.h"

void
bounce_output_guard (void)
{
  /* Opened the wrong way round: using one is still an error. */
  static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

  for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
    if (fcntl (i, F_GETFD) < 0 && open ("/dev/null", modes[i]) != i)
      _exit (EX_OSERR);
}

/* A quota and a limit of the file's size are full disks, too. */
static gboolean
set_file_error (int code, GError **error)
{
  GFileError reason = code == EDQUOT || code == EFBIG
                          ? G_FILE_ERROR_NOSPC
                          : g_file_error_from_errno (code);

  g_set_error (error, G_FILE_ERROR, (int)reason,
               "can't write to standard output: %s", g_strerror (code));
  return FALSE;
}

/* A terminal or pipe shared with a program that made it non-blocking. */
static void
wait_for_room (void)
{
  struct pollfd output = { STDOUT_FILENO, POLLOUT, 0 };

  poll (&output, 1, -1);
}

gboolean
bounce_output_write (const char *text, gsize length, GError **error)
{
  while (length > 0)
    {
      ssize_t written = write (STDOUT_FILENO, text, length);

      if (written >= 0)
        {
          text += written;
          length -= (gsize)written;
        }
      else if (errno == EAGAIN)
        wait_for_room ();
      else if (errno != EINTR)
        return set_file_error (errno, error);
    }
  return TRUE;
}

gboolean
bounce_output_close (GError **error)
{
  if (close (STDOUT_FILENO) != 0 && errno != EINTR)
    return set_file_error (errno, error);
  return TRUE;
}
