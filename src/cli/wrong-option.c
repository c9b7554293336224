/* wrong-option: GOption says which option it does not know, but not which one
   it does. */
#include "config.h"

#include <string.h>

#include "cli/wrong-option.h"
#include "text/nearest.h"

static const char *
option_name (guint i, gpointer data)
{
  const GOptionEntry *entry = g_ptr_array_index ((GPtrArray *)data, i);

  return entry->flags & G_OPTION_FLAG_HIDDEN ? NULL : entry->long_name;
}

static gboolean
is_known (const GPtrArray *entries, const char *name)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const GOptionEntry *entry = g_ptr_array_index (entries, i);

      if (strcmp (entry->long_name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

void
bounce_wrong_option_hint (GError *error, char *const *argv,
                          const GOptionEntry *const *tables, guint n)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  if (!g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    return;
  for (guint i = 0; i < n; i++)
    for (const GOptionEntry *entry = tables[i]; entry->long_name != NULL;
         entry++)
      if (*entry->long_name != '\0')
        g_ptr_array_add (entries, (gpointer)entry);
  for (guint i = 1; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    {
      g_autofree char *name = NULL, *hint = NULL;

      if (!g_str_has_prefix (argv[i], "--"))
        continue;
      name = g_strndup (argv[i] + 2, strcspn (argv[i] + 2, "="));
      if (is_known (entries, name))
        continue;
      hint = bounce_nearest (name, entries->len, option_name, entries);
      g_free (error->message);
      error->message = g_strdup_printf ("unknown option --%s%s", name, hint);
      return;
    }
}
