/* temporary-file: a file for what memory is not to hold. */
#include "config.h"

#include <unistd.h>

#include <glib.h>

#include "base/temporary-file.h"

int
bounce_temporary_file (void)
{
  const char *folder = g_getenv ("TMPDIR");
  g_autofree char *name = g_build_filename (
      folder != NULL && *folder != '\0' ? folder : "/var/tmp",
      "bouncetally.XXXXXX", NULL);
  int file = g_mkstemp (name);

  if (file >= 0)
    unlink (name);
  return file;
}
