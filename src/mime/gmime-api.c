/* gmime-api: loads GMime with dlopen(3). */
#include "config.h"

#include "base/shared-library.h"
#include "mime/gmime-api.h"

#define SYMBOL(symbol, member)                                                 \
  {                                                                            \
    symbol, G_STRUCT_OFFSET (BounceGmime, member)                              \
  }
#define FUNCTION(name) SYMBOL ("g_mime_" #name, name),

static const BounceSymbol symbols[]
    = { SYMBOL ("g_object_unref", unref),
        SYMBOL ("g_type_check_instance_is_a", is_a),
        BOUNCE_GMIME_FUNCTIONS (FUNCTION) };

const BounceGmime *
bounce_gmime (void)
{
  static gsize started = 0;
  static BounceGmime gmime;

  if (g_once_init_enter (&started))
    {
      g_autofree char *trouble = NULL;

      if (!bounce_shared_library_load ("libgmime-3.0.so.0", symbols,
                                       G_N_ELEMENTS (symbols), &gmime,
                                       &trouble))
        g_error ("this mail can't be read without %s", trouble);
      gmime.init ();
      g_once_init_leave (&started, 1);
    }
  return &gmime;
}
