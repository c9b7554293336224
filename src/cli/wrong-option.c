/* wrong-option: messages for wrong options.  GOption says which option it does
   not know, but not which one may have been meant. */
#include "config.h"

#include <string.h>

#include "cli/wrong-option.h"
#include "text/nearest.h"

static const char *
option_name (guint i, gpointer data)
{
  return (const char *)g_ptr_array_index ((GPtrArray *)data, i) + 2;
}

static gboolean
is_known (const GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (strcmp (g_ptr_array_index (names, i), name) == 0)
      return TRUE;
  return FALSE;
}

/* The nearest of NAMES, with their hyphens. */
static char *
nearest_options (const char *name, GPtrArray *names)
{
  g_autofree char *bare
      = bounce_nearest (name + 2, names->len, option_name, names);
  GString *hint = g_string_new (bare);

  g_string_replace (hint, " '", " '--", 0);
  return g_string_free (hint, FALSE);
}

/* All long options as they are written: "--format". */
static GPtrArray *
long_options (const GOptionEntry *const *tables, guint n)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    for (const GOptionEntry *entry = tables[i]; entry->long_name != NULL;
         entry++)
      if (*entry->long_name != '\0' && !(entry->flags & G_OPTION_FLAG_HIDDEN))
        g_ptr_array_add (names, g_strconcat ("--", entry->long_name, NULL));
  return names;
}

void
bounce_wrong_option_hint (GError *error, char *const *argv,
                          const GOptionEntry *const *tables, guint n)
{
  g_autoptr (GPtrArray) names = long_options (tables, n);

  /* GOption begins its messages as sentences. */
  *error->message = g_ascii_tolower (*error->message);
  if (!g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    return;
  for (guint i = 1; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    {
      g_autofree char *name = g_strndup (argv[i], strcspn (argv[i], "="));
      g_autofree char *hint = NULL;

      if (!g_str_has_prefix (name, "--") || is_known (names, name))
        continue;
      hint = nearest_options (name, names);
      g_free (error->message);
      error->message = g_strdup_printf ("unknown option %s%s", name, hint);
      return;
    }
}

gboolean
bounce_wrong_option (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                                 format, arguments);
  va_end (arguments);
  return FALSE;
}
