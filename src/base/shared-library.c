/* shared-library: a library's name becomes a struct of its functions
   (dlopen(3)).  The headers are needed at compile time only, and the types of
   the pointers come from them.  Nothing is ever unloaded. */
#include "config.h"

#include <dlfcn.h>
#include <string.h>

#include "base/shared-library.h"

gboolean
bounce_shared_library_load (const char *library, const BounceSymbol *symbols,
                            guint n, gpointer table, char **trouble)
{
  void *handle = dlopen (library, RTLD_NOW | RTLD_LOCAL);

  if (handle == NULL)
    {
      *trouble = g_strdup_printf ("%s, which is not installed (%s)", library,
                                  dlerror ());
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      void *function = dlsym (handle, symbols[i].name);

      if (function == NULL)
        {
          *trouble = g_strdup_printf ("a newer %s: it has no %s", library,
                                      symbols[i].name);
          return FALSE;
        }
      /* POSIX lets a function pointer travel as a void pointer. */
      memcpy ((char *)table + symbols[i].offset, &function, sizeof function);
    }
  return TRUE;
}
