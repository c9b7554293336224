/* source-error: makes a GError of an error number and a file's name.  It
   prints nothing, and decides no exit status. */
#include "config.h"

#include "input/source-error.h"

G_DEFINE_QUARK (bounce - source - error - quark, bounce_source_error)

gboolean
bounce_source_fail (const char *file, BounceSourceError code, int number,
                    GError **error)
{
  g_set_error (error, BOUNCE_SOURCE_ERROR, (int)code, "%s: %s", file,
               g_strerror (number));
  return FALSE;
}
