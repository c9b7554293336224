/* gmime-start: GMime is initialised when it is first needed.  It is never shut
   down: the process ends with it. */
#include "config.h"

#include <gmime/gmime.h>

#include "mime/gmime-start.h"

void
bounce_gmime_start (void)
{
  static gsize started = 0;

  if (g_once_init_enter (&started))
    {
      g_mime_init ();
      g_once_init_leave (&started, 1);
    }
}
