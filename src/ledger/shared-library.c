/* dynamic: a library's name becomes a struct of its functions (dlopen(3)).
   The headers are needed at compile time only, and the types of the pointers
   come from them.  Nothing is ever unloaded. */
#include "config.h"

#include <dlfcn.h>
#include <string.h>

#include <glib.h>

#include "ledger/shared-library.h"
#include "ledger/ledger.h"

gboolean
bounce_shared_library_load (const char *library, const char *who,
                            const BounceSymbol *symbols, guint n,
                            gpointer table, GError **error)
{
  void *handle = dlopen (library, RTLD_NOW | RTLD_LOCAL);

  if (handle == NULL)
    {
      g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
                   "%s needs %s, which is not installed (%s)", who, library,
                   dlerror ());
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      void *function = dlsym (handle, symbols[i].name);

      if (function == NULL)
        {
          g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_AGAIN,
                       "%s needs a newer %s: it has no %s", who, library,
                       symbols[i].name);
          return FALSE;
        }
      /* POSIX lets a function pointer travel as a void pointer. */
      memcpy ((char *)table + symbols[i].offset, &function, sizeof function);
    }
  return TRUE;
}
